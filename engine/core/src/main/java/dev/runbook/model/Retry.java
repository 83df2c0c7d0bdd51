package dev.runbook.model;

import dev.runbook.expression.Expression;
import dev.runbook.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * How a failed attempt is repeated.
 *
 * @param attempts how often it is tried in all; at least 1, 3 unless said
 * @param delay before the second attempt; 1s unless said
 * @param backoff what the delay is multiplied by each time; 1 unless said
 * @param maxDelay the longest delay
 * @param condition over {@code error}: whether it is worth another attempt
 */
public record Retry(
    Span span,
    @Nullable Value attempts,
    @Nullable Value delay,
    @Nullable Value backoff,
    @Nullable Value maxDelay,
    @Nullable Expression condition) {}
