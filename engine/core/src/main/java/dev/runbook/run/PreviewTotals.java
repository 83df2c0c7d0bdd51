package dev.runbook.run;

import dev.runbook.action.Preview.Effect;
import dev.runbook.plan.Place.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all steps of a dry run come to.
 *
 * @param gates the keys of the gates
 * @param changes the keys of the steps that change something outside, by the name of the action
 * @param perhaps how many of those perhaps do not run
 * @param undoable how many of those have an undo
 * @param permanent the keys of those that have none
 * @param taken the keys of the steps that do not change anything outside, or do what cannot be
 *     foreseen, and have an undo
 * @param unforeseen the keys of the steps that do what nobody can foresee, by the name of the
 *     action
 * @param open the keys of the steps of which too little is known
 */
record PreviewTotals(
    List<String> gates,
    Map<String, List<String>> changes,
    int perhaps,
    int undoable,
    List<String> permanent,
    List<String> taken,
    Map<String, List<String>> unforeseen,
    List<String> open) {
  private static final int LONGEST_LIST = 6;

  static PreviewTotals of(List<PreviewStep> steps) {
    var count = new Count();
    steps.forEach(step -> count.add(step, Around.NOTHING));
    return new PreviewTotals(
        count.gates,
        count.changes,
        count.perhaps,
        count.undoable,
        count.permanent,
        count.taken,
        count.unforeseen,
        count.open);
  }

  /**
   * What holds for the steps at a place.
   *
   * @param maybe whether they perhaps do not run
   * @param call the call around whose undo replaces theirs; null if there is none
   */
  private record Around(boolean maybe, PreviewStep.@Nullable Call call) {
    static final Around NOTHING = new Around(false, null);

    Around of(PreviewStep step) {
      var isMaybe =
          step.condition() != null
              || step.key().startsWith(Telling.PREFIX)
              || step.part() == Part.RESCUE
              || (step.doing() instanceof PreviewStep.Loop loop && loop.size() == null);
      var replaces =
          step.doing() instanceof PreviewStep.Call one && one.undo() != null ? one : null;
      return new Around(maybe || isMaybe, call == null ? replaces : call);
    }

    boolean isUndone(PreviewStep.Act act) {
      return call == null ? act.undo() != null : !call.isKept();
    }
  }

  /** A count under way. */
  private static final class Count {
    private final List<String> gates = new ArrayList<>();
    private final Map<String, List<String>> changes = new LinkedHashMap<>();
    private final List<String> permanent = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final Map<String, List<String>> unforeseen = new LinkedHashMap<>();
    private final List<String> open = new ArrayList<>();
    private int perhaps;
    private int undoable;

    void add(PreviewStep step, Around around) {
      var here = around.of(step);
      if (step.doing() instanceof PreviewStep.Ask) {
        gates.add(step.key());
      } else if (step.doing() instanceof PreviewStep.Act act) {
        add(step.key(), act, here);
      }
      step.steps().forEach(inner -> add(inner, here));
    }

    private void add(String key, PreviewStep.Act act, Around around) {
      if (act.effect() == null) {
        open.add(key);
      } else if (act.effect() == Effect.UNFORESEEN) {
        put(unforeseen, act.action(), key);
      } else if (act.effect() == Effect.CHANGE) {
        put(changes, act.action(), key);
        perhaps += around.maybe() ? 1 : 0;
        if (around.isUndone(act)) {
          undoable++;
        } else {
          permanent.add(key);
        }
      }
      var isForeseen = act.effect() != null && act.effect() != Effect.CHANGE;
      if (isForeseen && act.undo() != null && around.call() == null) {
        taken.add(key);
      }
    }

    private static void put(Map<String, List<String>> map, String action, String key) {
      map.computeIfAbsent(action, none -> new ArrayList<>()).add(key);
    }
  }

  /** Returns it in words, a sentence or two a line. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    if (!gates.isEmpty()) {
      lines.add("Gates: " + listed(gates) + ".");
    }
    lines.add(changed());
    if (!unforeseen.isEmpty()) {
      lines.add("Cannot be foreseen: " + byAction(unforeseen) + ".");
    }
    if (!taken.isEmpty()) {
      lines.add("With undo too: " + listed(taken) + ".");
    }
    if (!open.isEmpty()) {
      lines.add("Too little is known yet of " + listed(open) + ".");
    }
    return lines;
  }

  private String changed() {
    var all = undoable + permanent.size();
    if (all == 0) {
      return "Changes outside: none is foreseen.";
    }
    var counts =
        changes.entrySet().stream()
            .map(entry -> entry.getValue().size() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    var line =
        "Changes outside: " + counts + (perhaps == 0 ? "" : "; " + perhaps + " of them perhaps");
    return line
        + ". With undo: "
        + undoable
        + ". Without: "
        + (permanent.isEmpty() ? "none" : listed(permanent))
        + ".";
  }

  private static String byAction(Map<String, List<String>> keys) {
    return keys.entrySet().stream()
        .map(entry -> counted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String counted(String action, List<String> keys) {
    return keys.size() == 1
        ? keys.get(0) + " (" + action + ")"
        : keys.size() + " " + action + " (" + listed(keys) + ")";
  }

  /** Returns "a, 15 x images/build", with "and 38 more" where there are many. */
  static String listed(List<String> keys) {
    var byStep = new LinkedHashMap<String, List<String>>();
    for (var key : keys) {
      var step = key.replaceAll("\\[[^]]*]", "");
      byStep.computeIfAbsent(step, none -> new ArrayList<>()).add(key);
    }
    var names = new ArrayList<String>();
    byStep.forEach(
        (step, all) -> names.add(all.size() == 1 ? all.get(0) : all.size() + " x " + step));
    if (names.size() <= LONGEST_LIST) {
      return String.join(", ", names);
    }
    var first = names.subList(0, LONGEST_LIST - 1);
    return String.join(", ", first) + " and " + (names.size() - first.size()) + " more";
  }
}
