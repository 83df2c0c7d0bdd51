package dev.runbook.run;

import dev.runbook.expression.Result;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a step ended. */
public sealed interface Ended {

  /** It did what it should. The outputs are empty for steps that have none. */
  record Succeeded(Map<String, @Nullable Object> outputs) implements Ended {}

  /**
   * It was done already or is called done, so that it has succeeded without outputs and undo.
   *
   * @param how {@code done_if}, {@code skip} or {@code done}
   */
  record Settled(String how) implements Ended {}

  /**
   * It failed.
   *
   * @param tolerated whether the run goes on all the same: {@code on_failure: continue}
   */
  record Failed(Failure failure, boolean tolerated) implements Ended {}

  /**
   * It was left out.
   *
   * @param reason such as "its `when` was false"
   * @param outputs what an earlier run supplies for it; null if nothing does
   */
  record Skipped(String reason, @Nullable Map<String, @Nullable Object> outputs) implements Ended {}

  /**
   * Only a preview ends so: what it gives is known after these steps.
   *
   * @param maybe whether even that it runs is not known
   * @param outputs where they are known one by one; empty if none of them is known
   */
  record Unknown(Set<String> after, boolean maybe, Map<String, Result> outputs) implements Ended {
    public Unknown {
      after = Set.copyOf(after);
      outputs = Map.copyOf(outputs);
    }

    public Unknown(Set<String> after, boolean maybe) {
      this(after, maybe, Map.of());
    }
  }

  static Ended succeeded() {
    return new Succeeded(Map.of());
  }

  static Ended failed(Failure failure) {
    return new Failed(failure, false);
  }

  /** Returns {@code succeeded}, {@code failed} or {@code skipped}: {@code steps.ID.status}. */
  default String status() {
    if (this instanceof Failed) {
      return "failed";
    }
    return this instanceof Skipped ? "skipped" : "succeeded";
  }
}
