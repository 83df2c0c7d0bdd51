package dev.runbook.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which of some steps are shown in full: not the later ones of a loop, and not a call that does the
 * same as one before it with other arguments.
 */
final class PreviewFolding {
  private static final int OF_A_KIND = 3;
  private static final int LONGEST_LIST = 60;

  private final List<PreviewStep> shown = new ArrayList<>();
  private final Map<String, List<PreviewStep>> byShape = new LinkedHashMap<>();
  private final Map<String, String> alike = new HashMap<>();

  private PreviewFolding() {}

  static PreviewFolding of(List<PreviewStep> steps) {
    var folding = new PreviewFolding();
    steps.forEach(folding::add);
    return folding;
  }

  List<PreviewStep> shown() {
    return shown;
  }

  /** Returns what is said in place of the inside of a step; null if it is shown itself. */
  @Nullable String alike(PreviewStep step) {
    return alike.get(step.key());
  }

  /** Returns a line for each kind of step of which some are not shown. */
  List<String> rest() {
    return byShape.values().stream()
        .filter(all -> all.size() > OF_A_KIND)
        .map(PreviewFolding::rest)
        .toList();
  }

  private static String rest(List<PreviewStep> all) {
    var hidden = all.subList(OF_A_KIND, all.size());
    var names = new StringJoiner(" ");
    for (var step : hidden) {
      if (names.length() > LONGEST_LIST) {
        names.add("...");
        break;
      }
      names.add(item(step));
    }
    return hidden.size() + " more like " + PreviewRows.id(all.get(0)) + ": " + names;
  }

  private static String item(PreviewStep step) {
    var id = PreviewRows.id(step);
    return id.substring(id.indexOf('[') + 1, id.length() - 1);
  }

  private void add(PreviewStep step) {
    var isCall = step.doing() instanceof PreviewStep.Call;
    var isIteration = step.key().endsWith("]");
    var before = byShape.computeIfAbsent(shape(step), none -> new ArrayList<>());
    if (!isIteration || before.size() < OF_A_KIND) {
      shown.add(step);
    }
    if (isCall && !before.isEmpty()) {
      alike.put(step.key(), asBefore(before.get(0), (PreviewStep.Call) step.doing()));
    }
    if (isIteration || (isCall && before.isEmpty())) {
      before.add(step);
    }
  }

  private static String asBefore(PreviewStep first, PreviewStep.Call call) {
    var before = ((PreviewStep.Call) first.doing()).arguments();
    var others = new LinkedHashMap<String, @Nullable Object>();
    call.arguments()
        .forEach(
            (name, value) -> {
              if (!before.containsKey(name) || !Objects.equals(before.get(name), value)) {
                others.put(name, value);
              }
            });
    var as = "as " + PreviewRows.id(first);
    return others.isEmpty() ? as : as + ", with " + PreviewActions.words(others);
  }

  /** Returns what two steps have in common that do the same to different things. */
  private static String shape(PreviewStep step) {
    var shape = new StringJoiner("\n");
    shape.add(line(step, ""));
    step.all().skip(1).forEach(one -> shape.add(line(one, PreviewRows.id(one))));
    return shape.toString();
  }

  private static String line(PreviewStep step, String id) {
    var condition = step.condition() == null ? "" : step.condition().text();
    var fails = step.failure() == null ? "" : step.key();
    return String.join(
        " ", id, step.part().name(), condition, kind(step.doing()), step.limits() + "", fails);
  }

  private static String kind(PreviewStep.Doing doing) {
    if (doing instanceof PreviewStep.Act act) {
      return act.action() + act.effect() + act.after().isEmpty() + (act.undo() == null);
    }
    if (doing instanceof PreviewStep.Call call) {
      return call.file() + (call.undo() == null) + call.arguments().size();
    }
    return PreviewNotes.verb(doing) + text(doing);
  }

  private static String text(PreviewStep.Doing doing) {
    if (doing instanceof PreviewStep.Loop loop) {
      return loop.size() + "";
    }
    return doing instanceof PreviewStep.Skip skip ? skip.reason() : "";
  }
}
