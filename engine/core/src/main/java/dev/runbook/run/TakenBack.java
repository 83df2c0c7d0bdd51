package dev.runbook.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rollback does about one finished step.
 *
 * @param step its key
 * @param action what takes it back; null if nothing can
 * @param arguments of that action, without secrets
 */
public record TakenBack(
    String step, @Nullable String action, Map<String, @Nullable Object> arguments) {}
