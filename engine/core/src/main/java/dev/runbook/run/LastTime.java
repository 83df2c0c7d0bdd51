package dev.runbook.run;

import dev.runbook.expression.Values;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import dev.runbook.journal.StateFolder;
import dev.runbook.model.Runbook;
import dev.runbook.standing.Standing;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long steps took in the last run of the same runbook that succeeded.
 *
 * @param run its id
 * @param steps by the key of the step
 */
public record LastTime(String run, Map<String, Duration> steps) {
  /** Nobody plans by what took less. */
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  /** How many runs are looked at, the newest first. */
  private static final int MOST = 10;

  public LastTime {
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
  }

  /** Returns that of a runbook; empty if there is none that can be read. */
  static Optional<LastTime> of(Runbook runbook, StateFolder state) {
    try {
      return state.runs().stream()
          .limit(MOST)
          .filter(run -> isOf(runbook, run))
          .flatMap(run -> standing(run).stream())
          .filter(standing -> standing.status() == Standing.Status.SUCCEEDED)
          .findFirst()
          .map(LastTime::of);
    } catch (StateException e) {
      return Optional.empty(); // a preview can do without, and reading runs says what is wrong
    }
  }

  /** Looks at the beginning only: the journals of other runbooks may be long. */
  private static boolean isOf(Runbook runbook, RunFolder run) {
    try {
      var file = runbook.path().toString();
      return run.begun().filter(event -> file.equals(event.data().get("file"))).isPresent();
    } catch (StateException e) {
      return false; // as above
    }
  }

  private static Optional<Standing> standing(RunFolder run) {
    try {
      return Optional.of(Standing.of(run.id(), run.read(), false));
    } catch (StateException e) {
      return Optional.empty(); // as above
    }
  }

  private static LastTime of(Standing standing) {
    var steps = new LinkedHashMap<String, Duration>();
    for (var step : standing.steps()) {
      if (step.began() != null && step.ended() != null) {
        steps.put(step.key(), Duration.between(step.began(), step.ended()));
      }
    }
    return new LastTime(standing.run(), steps);
  }

  /** Returns how long a step took, in words; empty if that is not known or not worth a word. */
  Optional<String> took(String step) {
    return said(steps.getOrDefault(step, Duration.ZERO));
  }

  /** Returns how long those steps took together, in words. */
  Optional<String> took(Collection<PreviewStep> all) {
    return said(
        all.stream()
            .map(step -> steps.getOrDefault(step.key(), Duration.ZERO))
            .reduce(Duration.ZERO, Duration::plus));
  }

  private static Optional<String> said(Duration took) {
    return took.compareTo(SHORTEST) < 0
        ? Optional.empty()
        : Optional.of(Values.text(took.truncatedTo(ChronoUnit.SECONDS)));
  }
}
