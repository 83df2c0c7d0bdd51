package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.util.List;

/** Makes answers of what happens in a call. */
final class Answers {
  private Answers() {}

  /** Work that may be refused. */
  interface Work<O> {
    Outcome<O> run() throws Exception;
  }

  /** A question that changes nothing. */
  interface Question {
    List<String> ask() throws Exception;
  }

  /** Returns what a probe finds, one line each, or for what reason the work would fail. */
  static List<String> found(Question question) throws Exception {
    Isolation.install();
    try {
      return question.ask();
    } catch (Exception e) {
      if (Trouble.in(e) instanceof Refused refused) {
        return List.of("would fail: " + refused.reason());
      }
      throw e;
    }
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
