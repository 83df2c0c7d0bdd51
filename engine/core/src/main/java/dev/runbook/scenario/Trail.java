package dev.runbook.scenario;

import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps that the key of a step leads through, from the outermost call or loop inwards. */
record Trail(List<Stop> stops) {
  private static final String NOTICE = "notify:";
  private static final String UNDO = "undo:";

  /**
   * One step on the way.
   *
   * @param text its part of the key
   * @param step null if the plan has none: a question of {@code done_if}
   */
  record Stop(String text, @Nullable Step step) {
    /** Returns whether it only tells the passes of a group apart. */
    boolean isPass() {
      return step != null && step.work() instanceof Work.Group && step.settings().forEach() == null;
    }

    boolean isCall() {
      return step != null && step.work() instanceof Work.Call;
    }
  }

  /** Returns the steps of a key, without what marks undos and notices. */
  static Trail of(Plan plan, String key) {
    var runbook = plan.top();
    var stops = new ArrayList<Stop>();
    for (var part : parts(plain(key))) {
      var step = step(plan, runbook, part);
      stops.add(new Stop(part, step));
      if (step != null && step.work() instanceof Work.Call call) {
        runbook = plan.called(runbook, call);
      }
    }
    return new Trail(List.copyOf(stops));
  }

  private static @Nullable Step step(Plan plan, Runbook runbook, String part) {
    return plan.find(runbook, id(part)).map(place -> place.step()).orElse(null);
  }

  static boolean isUndo(String key) {
    return key.startsWith(UNDO);
  }

  private static String plain(String key) {
    var text = isUndo(key) ? key.substring(UNDO.length()) : key;
    return text.startsWith(NOTICE) ? text.substring(text.indexOf('/') + 1) : text;
  }

  /** Returns the parts of a key or an address; a slash inside brackets separates none. */
  static List<String> parts(String key) {
    var parts = new ArrayList<String>();
    var depth = 0;
    var from = 0;
    for (var i = 0; i < key.length(); i++) {
      depth += key.charAt(i) == '[' ? 1 : key.charAt(i) == ']' ? -1 : 0;
      if (key.charAt(i) == '/' && depth == 0) {
        parts.add(key.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(key.substring(from));
    return parts;
  }

  /** Returns the id in {@code images[15,arm]@2}. */
  static String id(String part) {
    return part.replaceAll("[\\[@#~].*", "");
  }

  /** Returns a key without passes, attempts and rounds. */
  static String once(String key) {
    return key.replaceAll("[@#~]\\d+(?=/|$|[@#~])", "");
  }

  /**
   * Returns where a step stands, however often it runs: a group that begins anew is in the keys of
   * all but the first pass.
   */
  static String place(Plan plan, String key) {
    var kept = of(plan, key).stops().stream().filter(stop -> !stop.isPass()).map(Stop::text);
    return key.substring(0, key.length() - plain(key).length())
        + once(String.join("/", kept.toList()));
  }

  Optional<Step> last() {
    return Optional.ofNullable(stops.get(stops.size() - 1).step());
  }
}
