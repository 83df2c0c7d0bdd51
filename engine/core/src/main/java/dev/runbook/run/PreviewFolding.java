package dev.runbook.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
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

  private PreviewFolding(List<PreviewStep> steps) {
    for (var step : steps) {
      if (isIteration(step) || step.doing() instanceof PreviewStep.Call) {
        byShape.computeIfAbsent(shape(step), none -> new ArrayList<>()).add(step);
      }
    }
    byShape.values().forEach(this::alike);
    var hidden = Collections.newSetFromMap(new IdentityHashMap<PreviewStep, Boolean>());
    byShape.values().forEach(all -> hidden.addAll(hidden(all)));
    steps.stream().filter(step -> !hidden.contains(step)).forEach(shown::add);
  }

  static PreviewFolding of(List<PreviewStep> steps) {
    return new PreviewFolding(steps);
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
        .filter(all -> !hidden(all).isEmpty())
        .map(PreviewFolding::rest)
        .toList();
  }

  private static boolean isIteration(PreviewStep step) {
    return step.key().endsWith("]");
  }

  /** Returns those of steps of a kind that are only counted: not a single one. */
  private static List<PreviewStep> hidden(List<PreviewStep> all) {
    return isIteration(all.get(0)) && all.size() > OF_A_KIND + 1
        ? all.subList(OF_A_KIND, all.size())
        : List.of();
  }

  private void alike(List<PreviewStep> all) {
    for (var step : all.subList(1, all.size())) {
      if (step.doing() instanceof PreviewStep.Call call) {
        alike.put(step.key(), asBefore(all.get(0), call));
      }
    }
  }

  private static String rest(List<PreviewStep> all) {
    var hidden = hidden(all);
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
      return call.file() + (call.undo() == null) + call.isKept() + call.arguments().size();
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
