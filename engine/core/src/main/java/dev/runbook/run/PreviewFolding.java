package dev.runbook.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Which of some steps are shown: not the later ones of a loop that do the same. */
final class PreviewFolding {
  private static final int FEW = 2;
  private static final int FEW_NUMBERED = 4;
  private static final int LONGEST_LIST = 150;

  private final List<PreviewStep> shown = new ArrayList<>();
  private final Map<String, List<PreviewStep>> byShape = new LinkedHashMap<>();

  private PreviewFolding(List<PreviewStep> steps) {
    for (var step : steps) {
      if (isIteration(step) || step.doing() instanceof PreviewStep.Call) {
        byShape.computeIfAbsent(shapeHere(step), none -> new ArrayList<>()).add(step);
      }
    }
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

  /** Returns whether all do the same to things that their keys name. */
  boolean isOneKind() {
    return byShape.size() == 1
        && byShape.values().stream().allMatch(all -> isIteration(all.get(0)) && !isNumbered(all))
        && shown.stream().allMatch(step -> step.condition() == null);
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

  /** Returns those of steps of a kind that are only named: of two none, of numbered ones fewer. */
  private static List<PreviewStep> hidden(List<PreviewStep> all) {
    if (!isIteration(all.get(0))) {
      return List.of();
    }
    var few = isNumbered(all) ? FEW_NUMBERED : FEW;
    return all.size() > few ? all.subList(few - 1, all.size()) : List.of();
  }

  /** A number says little of what it stands for. */
  private static boolean isNumbered(List<PreviewStep> all) {
    return item(all.get(0)).matches("[0-9]+");
  }

  private static String rest(List<PreviewStep> all) {
    var hidden = hidden(all);
    return hidden.size() + " more like " + PreviewRows.id(all.get(0)) + ": " + items(hidden);
  }

  /** Returns what iterations of a loop are for. */
  static String items(List<PreviewStep> iterations) {
    var names = new StringJoiner(" ");
    for (var step : iterations) {
      if (names.length() > LONGEST_LIST) {
        names.add("...");
        break;
      }
      names.add(item(step));
    }
    return names.toString();
  }

  private static String item(PreviewStep step) {
    var id = PreviewRows.id(step);
    return id.substring(id.indexOf('[') + 1, id.length() - 1);
  }

  /** As {@link #shape}, for steps of one list: what decides whether they run is the same too. */
  private static String shapeHere(PreviewStep step) {
    var condition = step.condition() == null ? "" : step.condition().text();
    var number = step.doing() instanceof PreviewStep.Call call ? call.arguments().size() : 0;
    return step.part().name() + " " + condition + " " + number + "\n" + shape(step);
  }

  /** Returns what two steps have in common that do the same to different things. */
  static String shape(PreviewStep step) {
    var shape = new StringJoiner("\n");
    shape.add(kind(step));
    step.all().skip(1).forEach(one -> shape.add(line(one)));
    return shape.toString();
  }

  private static String line(PreviewStep step) {
    var condition = step.condition() == null ? "" : step.condition().text();
    return String.join(" ", PreviewRows.id(step), step.part().name(), condition, kind(step));
  }

  private static String kind(PreviewStep step) {
    var fails = step.failure() == null ? "" : step.key();
    return kind(step.doing()) + " " + step.limits() + " " + fails;
  }

  private static String kind(PreviewStep.Doing doing) {
    if (doing instanceof PreviewStep.Act act) {
      return act.action() + act.effect() + act.after().isEmpty() + (act.undo() == null);
    }
    if (doing instanceof PreviewStep.Call call) {
      var file = call.file().substring(call.file().lastIndexOf('/') + 1);
      return file + (call.undo() == null) + call.isKept();
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
