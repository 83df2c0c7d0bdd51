package dev.runbook.action;

import java.io.IOException;
import java.time.Duration;

/**
 * An accident of which the other side says when it will be over. Where the step is tried again, it
 * is not before.
 */
public final class NotNow extends IOException {
  private static final long serialVersionUID = 1L;

  private final Duration again;

  /**
   * Makes it.
   *
   * @param reason one line, lower case, no full stop
   * @param again how long to wait before the next call; zero if it does not say
   */
  public NotNow(String reason, Duration again) {
    super(reason);
    this.again = again;
  }

  /** Returns how long to wait before the next call; zero if the other side does not say. */
  public Duration again() {
    return again;
  }
}
