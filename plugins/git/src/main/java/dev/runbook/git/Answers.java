package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;

/** Makes answers of what happens in a call. */
final class Answers {
  private Answers() {}

  /** Work that may be refused. */
  interface Work<O> {
    Outcome<O> run() throws Exception;
  }

  /**
   * Returns the work's answer, or that it was refused.
   *
   * @throws InterruptedException if the call was cancelled, whatever JGit made of that
   */
  static <O> Outcome<O> of(Call call, Work<O> work) throws Exception {
    Isolation.install();
    try {
      return work.run();
    } catch (Exception e) {
      if (call.cancellation().isRequested()) {
        throw (InterruptedException) new InterruptedException("cancelled").initCause(e);
      }
      if (Trouble.in(e) instanceof Refused refused) {
        return Outcome.failed(refused.reason());
      }
      throw e;
    }
  }
}
