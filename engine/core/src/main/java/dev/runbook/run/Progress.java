package dev.runbook.run;

import dev.runbook.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run tells whoever watches it, as it happens. Texts are masked. */
public sealed interface Progress {

  /**
   * A process begins to carry a run out.
   *
   * @param way whether it begins, goes on, takes back what was done, or is cancelled
   */
  record Starts(String run, Way way) implements Progress {
    /** Where a run is carried. */
    public enum Way {
      BEGINS,
      GOES_ON,
      TAKES_BACK,
      CANCELS
    }
  }

  /** A step begins; {@code title} is its name or what it does, and may be empty. */
  record Began(String step, Step what, String title) implements Progress {}

  /**
   * Output of a step.
   *
   * @param text a line, or several that came together, with newlines between them
   */
  record Output(String step, String text) implements Progress {}

  /** How far a step is; kept in no record. */
  record Far(String step, String text) implements Progress {}

  /**
   * A step waits.
   *
   * @param why what for; empty for a plain wait
   * @param again when it looks again, or ends
   */
  record Waits(String step, String why, Instant again) implements Progress {}

  /** An attempt failed and the step is tried again. */
  record Retries(String step, String why, Instant again) implements Progress {}

  /** A step ended. */
  record Ends(String step, Step what, Ended ended, Duration took) implements Progress {}

  /** A gate opened, or a step cut off in the middle needs a person. */
  record Asks(Opening opening) implements Progress {}

  /**
   * A person, or a timeout, decided.
   *
   * @param agreed how many different people have said the same by now
   * @param needed how many have to
   */
  record Decides(
      String step, String choice, String by, @Nullable String comment, int agreed, int needed)
      implements Progress {}

  /** A warning about the run as a whole. */
  record Warns(String text) implements Progress {}

  /** Calls that may still end after the first Ctrl-C. */
  record InFlight(List<String> steps) implements Progress {}

  /** Gets what a run tells; may be called from any thread. */
  interface Listener {
    void on(Progress progress);
  }
}
