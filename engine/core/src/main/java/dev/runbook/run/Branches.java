package dev.runbook.run;

import java.util.List;

/** Runs branches of parallel work. */
interface Branches {
  /** Runs them, at most so many at once, and returns when all have come back. None may throw. */
  void run(List<Runnable> work, int atOnce);

  /** One after the other, for tests and rehearsals. */
  static Branches inOrder() {
    return (work, atOnce) -> work.forEach(Runnable::run);
  }
}
