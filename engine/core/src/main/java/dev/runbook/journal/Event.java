package dev.runbook.journal;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal.
 *
 * @param seq from 1, without gaps
 * @param event what happened, such as {@code step.started}
 * @param step the key of the step it happened to; null for the run as a whole
 * @param data one of the values that {@link dev.runbook.json} lists, by name
 */
public record Event(
    long seq, Instant at, String event, @Nullable String step, Map<String, ?> data) {}
