package dev.runbook.run;

/** The way out of a run that has not ended: it can be resumed. Runs no {@code rescue}. */
final class Halt extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why the run does not go on. */
  enum Why {
    /** A person has to decide. */
    PAUSED,
    /** {@code --until}: as far as it was asked to go. */
    REACHED,
    /** Ctrl-C or a signal. */
    INTERRUPTED,
    /** Something beside it failed. */
    STOPPED,
    /** {@code runbook cancel}. */
    CANCELLED
  }

  private final Why why;
  private final transient Failure.Trail trail;

  Halt(Why why) {
    this(why, Failure.Trail.NONE);
  }

  private Halt(Why why, Failure.Trail trail) {
    super(why.name(), null, false, false);
    this.why = why;
    this.trail = trail;
  }

  Why why() {
    return why;
  }

  Failure.Trail trail() {
    return trail;
  }

  Halt with(Failure.Trail more) {
    return new Halt(why, trail.and(more));
  }

  /** Returns whether {@code always} blocks are left as they are: a pause or an interruption. */
  boolean keepsOpen() {
    return why != Why.STOPPED && why != Why.CANCELLED;
  }
}
