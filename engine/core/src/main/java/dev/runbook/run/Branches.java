package dev.runbook.run;

import java.util.List;

/** Runs branches of parallel work, and knows whether any can still do something. */
interface Branches {
  /** Runs them, at most so many at once, and returns when all have come back. None may throw. */
  void run(List<Runnable> work, int atOnce);

  /** Says that this branch can do nothing before a person decides. */
  void block();

  void unblock();

  /** Returns whether every branch waits for a person. */
  boolean nobodyElse();
}
