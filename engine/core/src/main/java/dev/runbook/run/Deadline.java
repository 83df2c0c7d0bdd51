package dev.runbook.run;

import java.time.Duration;
import java.time.Instant;

/**
 * When a step must have ended.
 *
 * @param owner whose {@code timeout} it is
 * @param timeout as the runbook says it
 */
record Deadline(Key owner, Duration timeout, Instant at) {}
