package dev.runbook.run;

import dev.runbook.model.Step;
import java.util.Map;

/** What may be known of a step whose arguments, outputs and log are kept out of every record. */
final class Sensitive {
  private static final String REASON = "failed; it is sensitive";

  private Sensitive() {}

  /** Returns how a step ended as other steps and people may know it: a failure says no more. */
  static Ended told(Step step, Ended ended) {
    return step.settings().sensitive() && ended instanceof Ended.Failed failed
        ? new Ended.Failed(hidden(failed.failure()), failed.tolerated())
        : ended;
  }

  /** Returns what of it is recorded: its outputs live in this process only. */
  static Ended recorded(Step step, Ended ended) {
    if (!step.settings().sensitive()) {
      return ended;
    }
    if (ended instanceof Ended.Succeeded) {
      return Ended.succeeded();
    }
    return ended instanceof Ended.Skipped skipped
        ? new Ended.Skipped(skipped.reason(), null)
        : told(step, ended);
  }

  private static Failure hidden(Failure failure) {
    return new Failure(
        failure.step(),
        failure.kind() == Failure.Kind.TIMEOUT ? failure.reason() : REASON,
        failure.kind(),
        failure.attempt(),
        failure.span(),
        null,
        failure.pause(),
        Map.of(),
        failure.trail());
  }
}
