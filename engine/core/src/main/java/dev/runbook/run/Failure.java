package dev.runbook.run;

import dev.runbook.text.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a step failed: what {@code error} is in a runbook.
 *
 * @param step the key of the step that failed first
 * @param reason one sentence, lower case, masked
 * @param attempt which attempt it was, from 1
 * @param span the words of the runbook that failed
 * @param hint what the operator can do next
 * @param pause how long the other side asks to be left alone; zero if it does not
 * @param outputs what the answer gave all the same; empty if nothing
 * @param trail what has to be opened again to try once more
 */
public record Failure(
    String step,
    String reason,
    Kind kind,
    int attempt,
    Span span,
    @Nullable String hint,
    Duration pause,
    Map<String, @Nullable Object> outputs,
    Trail trail) {

  /** What kind of failure it is. */
  public enum Kind {
    /** The work was done and the answer is bad. */
    ANSWER,
    /** No answer: no network, no such program. */
    ACCIDENT,
    TIMEOUT,
    /** A person said no. */
    REJECTED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a failure left behind on its way out of the groups around it.
   *
   * @param again keys whose records are forgotten, with all inside, to try again
   * @param reopen keys of groups and calls that are entered again; what is inside keeps its records
   * @param rescued keys of steps that ran in rescue after the failure
   */
  public record Trail(List<String> again, List<String> reopen, List<String> rescued) {
    static final Trail NONE = new Trail(List.of(), List.of(), List.of());

    Trail and(Trail other) {
      return new Trail(
          join(again, other.again), join(reopen, other.reopen), join(rescued, other.rescued));
    }

    static Trail again(List<String> keys) {
      return new Trail(keys, List.of(), List.of());
    }

    static Trail reopen(String key) {
      return new Trail(List.of(), List.of(key), List.of());
    }

    private static List<String> join(List<String> some, List<String> more) {
      var all = new ArrayList<>(some);
      all.addAll(more);
      return List.copyOf(all);
    }
  }

  Failure with(Trail more) {
    return new Failure(step, reason, kind, attempt, span, hint, pause, outputs, trail.and(more));
  }

  Failure asking(Duration pause) {
    return new Failure(step, reason, kind, attempt, span, hint, pause, outputs, trail);
  }

  Failure at(int attempt) {
    return new Failure(step, reason, kind, attempt, span, hint, pause, outputs, trail);
  }

  /** Returns it as the value of {@code error}. */
  Map<String, @Nullable Object> value() {
    var value = new LinkedHashMap<String, @Nullable Object>();
    value.put("step", step);
    value.put("reason", reason);
    value.put("kind", kind.word());
    value.put("attempt", java.math.BigDecimal.valueOf(attempt));
    return value;
  }
}
