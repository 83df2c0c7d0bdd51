package dev.runbook.run;

import dev.runbook.load.Files;
import dev.runbook.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to run a plan in the scripted world.
 *
 * @param supplied outputs of an earlier run, by step
 * @param disk where files are read from again: {@code resume --edited}
 * @param seed which of the possible orders parallel branches take turns in
 */
public record Staging(
    Plan plan,
    RunRequest request,
    Map<String, Map<String, @Nullable Object>> supplied,
    Files disk,
    Instant start,
    long seed,
    Pace pace,
    Troupe troupe) {

  /** How fast the time of the scripted world passes for who looks on. */
  public interface Pace {
    /** Time jumps. */
    Pace JUMPS = time -> {};

    /** Lets a while pass before the clock jumps ahead by that time. */
    void pass(Duration time);
  }

  Staging with(Troupe other) {
    return new Staging(plan, request, supplied, disk, start, seed, pace, other);
  }
}
