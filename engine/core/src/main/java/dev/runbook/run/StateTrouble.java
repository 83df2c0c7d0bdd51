package dev.runbook.run;

import dev.runbook.journal.StateException;

/** Carries trouble with the state folder out of a run; nothing more can be recorded. */
final class StateTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient StateException trouble;

  StateTrouble(StateException trouble) {
    super(trouble.getMessage(), trouble);
    this.trouble = trouble;
  }

  StateException trouble() {
    return trouble;
  }
}
