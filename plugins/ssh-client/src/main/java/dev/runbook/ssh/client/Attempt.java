package dev.runbook.ssh.client;

import dev.runbook.action.Cancellation;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a session is opened for one call.
 *
 * @param timeout how long the host may stay silent
 * @param lines is told what the operator must hear, such as that a new host is trusted
 * @param cancellation ends the attempt; null if nothing does
 */
public record Attempt(
    Duration timeout, Consumer<String> lines, @Nullable Cancellation cancellation) {

  int milliseconds() {
    return Math.toIntExact(Math.min(timeout.toMillis(), Integer.MAX_VALUE));
  }
}
