package dev.runbook.run;

import org.jspecify.annotations.Nullable;

/**
 * What a rollback does about one finished step.
 *
 * @param step its key
 * @param undo what takes it back, in words and without secrets; null if nothing can
 */
public record TakenBack(String step, @Nullable String undo) {}
