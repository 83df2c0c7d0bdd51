package dev.runbook.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are shown so far: a later one that does the same with other inputs says only how
 * it differs from the one that is most like it, wherever the two stand.
 */
final class PreviewCalls {
  /**
   * Of calls alike the first ones are looked at: of very many, each would cost more than the last.
   */
  private static final int MOST = 50;

  private final Map<String, List<Shown>> byShape = new HashMap<>();

  /**
   * A call that is shown.
   *
   * @param given what the step gives it
   * @param inputs what it is given: by the step, else by what is around it
   */
  private record Shown(
      String key, Map<String, @Nullable Object> given, Map<String, @Nullable Object> inputs) {}

  /** How a call differs from one before it. */
  private record Difference(
      Shown first, Map<String, @Nullable Object> others, List<String> without) {
    int size() {
      return others.size() + without.size();
    }

    String text(String key) {
      var words = new ArrayList<String>();
      words.add("as " + named(first.key, key));
      if (!others.isEmpty()) {
        words.add("with " + PreviewActions.words(others));
      }
      if (!without.isEmpty()) {
        words.add("without " + String.join(", ", without));
      }
      return String.join(", ", words);
    }

    /** Beside it, a step is named by what follows after the last slash. */
    private static String named(String other, String key) {
      var around = key.substring(0, key.lastIndexOf('/') + 1);
      return other.startsWith(around) ? other.substring(around.length()) : other;
    }
  }

  /**
   * Returns what is said in place of the inside of a step; null if it is to be shown.
   *
   * @param around the inputs of the runbook that it stands in
   */
  @Nullable String alike(PreviewStep step, Map<String, @Nullable Object> around) {
    if (!(step.doing() instanceof PreviewStep.Call call)) {
      return null;
    }
    var shape = PreviewFolding.shape(step);
    var before = byShape.computeIfAbsent(shape, none -> new ArrayList<>());
    var shown = new Shown(step.key(), call.arguments(), inside(around, call));
    var nearest =
        before.stream()
            .map(first -> difference(first, shown))
            .min(Comparator.comparingInt(Difference::size));
    if (before.size() < MOST) {
      before.add(shown);
    }
    return nearest.map(difference -> difference.text(step.key())).orElse(null);
  }

  /** Returns whether a step is a call that says only how it differs from one before it. */
  boolean hasLike(PreviewStep step) {
    return step.doing() instanceof PreviewStep.Call
        && byShape.containsKey(PreviewFolding.shape(step));
  }

  /** Returns the inputs that the steps of a called runbook may have, by name. */
  static Map<String, @Nullable Object> inside(
      Map<String, @Nullable Object> around, PreviewStep.Call call) {
    var inputs = new LinkedHashMap<String, @Nullable Object>(around);
    inputs.putAll(call.arguments());
    return inputs;
  }

  private static Difference difference(Shown first, Shown shown) {
    var others = new LinkedHashMap<String, @Nullable Object>();
    shown.inputs.forEach(
        (name, value) -> {
          var isThere = first.inputs.containsKey(name);
          var isMeant = shown.given.containsKey(name) || isThere;
          if (isMeant && !(isThere && Objects.equals(first.inputs.get(name), value))) {
            others.put(name, value);
          }
        });
    var without =
        first.given.keySet().stream().filter(name -> !shown.inputs.containsKey(name)).toList();
    return new Difference(first, others, without);
  }
}
