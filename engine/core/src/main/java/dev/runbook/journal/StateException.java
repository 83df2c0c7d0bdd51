package dev.runbook.journal;

import org.jspecify.annotations.Nullable;

/** The state folder, or a run in it, cannot be used. The message and hint are for operators. */
public final class StateException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why it cannot be used. */
  public enum Reason {
    /** No such run, a damaged journal, a folder that cannot be written. */
    BAD,
    /** The journal of a run cannot be written any more: what was done so far stands in it. */
    UNWRITABLE,
    /** Another process holds the run or the lock. */
    HELD
  }

  private final Reason reason;
  private final @Nullable String hint;

  public StateException(Reason reason, String message, @Nullable String hint) {
    super(message);
    this.reason = reason;
    this.hint = hint;
  }

  public Reason reason() {
    return reason;
  }

  public @Nullable String hint() {
    return hint;
  }
}
