package dev.runbook.run;

import dev.runbook.expression.Values;

/** The way out to the step whose time is up. */
final class TimedOut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Deadline deadline;
  private final String detail;
  private final transient Failure.Trail trail;

  TimedOut(Deadline deadline, String detail) {
    this(deadline, detail, Failure.Trail.NONE);
  }

  private TimedOut(Deadline deadline, String detail, Failure.Trail trail) {
    super(detail, null, false, false);
    this.deadline = deadline;
    this.detail = detail;
    this.trail = trail;
  }

  Deadline deadline() {
    return deadline;
  }

  Failure.Trail trail() {
    return trail;
  }

  TimedOut with(Failure.Trail more) {
    return new TimedOut(deadline, detail, trail.and(more));
  }

  TimedOut about(String detail) {
    return new TimedOut(deadline, detail, trail);
  }

  /** Returns why the step failed, in one sentence. */
  String reason() {
    var text = "timed out after " + Values.text(deadline.timeout());
    return detail.isEmpty() ? text : text + ": " + detail;
  }

  /** Returns what was still waited for; empty if nothing is to be said. */
  String detail() {
    return detail;
  }
}
