package dev.runbook.run;

/** The way out to the step whose time is up. */
final class TimedOut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Deadline deadline;
  private final String detail;

  TimedOut(Deadline deadline, String detail) {
    super(detail, null, false, false);
    this.deadline = deadline;
    this.detail = detail;
  }

  Deadline deadline() {
    return deadline;
  }

  /** Returns what was still waited for; empty if nothing is to be said. */
  String detail() {
    return detail;
  }
}
