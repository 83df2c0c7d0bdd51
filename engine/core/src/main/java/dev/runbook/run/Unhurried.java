package dev.runbook.run;

import dev.runbook.action.Cancellation;

/** Of work that nobody ends early but the end of the process: what a preview asks. */
final class Unhurried implements Cancellation {
  @Override
  public boolean isRequested() {
    return false;
  }

  @Override
  public Registration onRequest(Runnable end) {
    return () -> {};
  }
}
