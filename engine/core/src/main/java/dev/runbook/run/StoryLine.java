package dev.runbook.run;

import org.jspecify.annotations.Nullable;

/** What a run tells, as a line of text. */
final class StoryLine {
  private StoryLine() {}

  /** Returns the line; null for what is not worth one. */
  static @Nullable String of(Progress progress) {
    if (progress instanceof Progress.Starts starts) {
      return switch (starts.way()) {
        case BEGINS -> "the run starts";
        case GOES_ON -> "the run goes on";
        case TAKES_BACK -> "the run is taken back";
        case CANCELS -> "the run is cancelled";
      };
    }
    if (progress instanceof Progress.Began began) {
      return began.step() + " begins: " + began.title();
    }
    if (progress instanceof Progress.Output line) {
      return line.step() + " | " + line.text();
    }
    if (progress instanceof Progress.Waits waits) {
      return waits.step()
          + " waits until "
          + waits.again()
          + (waits.why().isEmpty() ? "" : ": " + waits.why());
    }
    if (progress instanceof Progress.Retries retries) {
      return retries.step() + " tries again at " + retries.again() + ": " + retries.why();
    }
    if (progress instanceof Progress.Ends ends) {
      return ends.step() + " " + ended(ends.ended());
    }
    if (progress instanceof Progress.Asks asks) {
      return asks.opening().step() + " asks: " + asks.opening().ask();
    }
    if (progress instanceof Progress.Decides decides) {
      return decides.step() + " is decided: " + decides.choice() + " by " + decides.by();
    }
    if (progress instanceof Progress.Warns warns) {
      return "warning: " + warns.text();
    }
    return progress instanceof Progress.InFlight flight ? "in flight: " + flight.steps() : null;
  }

  private static String ended(Ended ended) {
    if (ended instanceof Ended.Failed failed) {
      return (failed.tolerated() ? "failed, and the run goes on: " : "failed: ")
          + failed.failure().reason();
    }
    if (ended instanceof Ended.Skipped skipped) {
      return "is skipped: " + skipped.reason();
    }
    if (ended instanceof Ended.Settled settled) {
      return "is settled by " + settled.how();
    }
    if (ended instanceof Ended.Succeeded succeeded && !succeeded.outputs().isEmpty()) {
      return "succeeded with " + succeeded.outputs();
    }
    return ended instanceof Ended.Unknown ? "stops" : "succeeded";
  }
}
