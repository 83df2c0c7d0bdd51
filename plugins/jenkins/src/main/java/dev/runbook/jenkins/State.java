package dev.runbook.jenkins;

/** Where builds are in their life. */
public enum State {
  QUEUED,
  RUNNING,
  /** Queued or running. */
  ACTIVE,
  FINISHED,
  ANY;

  boolean has(State one) {
    return this == ANY || this == one || (this == ACTIVE && one != FINISHED);
  }
}
