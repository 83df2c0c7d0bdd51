package dev.runbook.run;

import dev.runbook.diagnostic.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The steps that come after a gate if a choice is made there.
 *
 * @param steps without those that ran, or run already beside it
 * @param failure why the run would fail then; null if nothing is known that would make it
 * @param asksAgain whether the gate is asked once more then: what follows depends on that
 */
record AheadSteps(List<PreviewStep> steps, @Nullable String failure, boolean asksAgain) {
  private static final int MOST_LINES = 8;
  private static final int LONGEST_TEXT = 100;

  /**
   * Finds them in what a dry run found out.
   *
   * @param gate nothing comes after it if the dry run did not get there
   */
  static AheadSteps after(
      Key gate,
      List<PreviewStep> all,
      Records records,
      @Nullable String failure,
      boolean asksAgain) {
    var leaves = all.stream().flatMap(PreviewStep::all).filter(AheadSteps::isLeaf).toList();
    var keys = leaves.stream().map(PreviewStep::key).toList();
    var at = keys.indexOf(gate.text());
    var later = new LinkedHashSet<String>();
    for (var leaf : at < 0 ? List.<PreviewStep>of() : leaves.subList(at + 1, leaves.size())) {
      var isBegun = records.find(new Key(leaf.key())).isPresent();
      if (!isBegun && !(leaf.doing() instanceof PreviewStep.Skip)) {
        later.add(leaf.key());
      }
    }
    return new AheadSteps(kept(all, later::contains), at < 0 ? null : failure, asksAgain);
  }

  private static boolean isLeaf(PreviewStep step) {
    var doing = step.doing();
    return !(doing instanceof PreviewStep.Group
        || doing instanceof PreviewStep.Call
        || doing instanceof PreviewStep.Loop);
  }

  private static List<PreviewStep> kept(List<PreviewStep> steps, Predicate<String> keys) {
    var kept = new ArrayList<PreviewStep>();
    for (var step : steps) {
      if (isLeaf(step)) {
        if (keys.test(step.key())) {
          kept.add(step);
        }
      } else {
        var inside = kept(step.steps(), keys);
        if (!inside.isEmpty()) {
          kept.add(step.with(inside));
        }
      }
    }
    return kept;
  }

  AheadSteps without(Set<String> keys) {
    return new AheadSteps(kept(steps, key -> !keys.contains(key)), failure, asksAgain);
  }

  AheadSteps only(Set<String> keys) {
    return new AheadSteps(kept(steps, keys::contains), null, asksAgain);
  }

  /** Returns the keys of the steps that do something. */
  Set<String> keys() {
    var keys = new LinkedHashSet<String>();
    steps.stream()
        .flatMap(PreviewStep::all)
        .filter(AheadSteps::isLeaf)
        .forEach(step -> keys.add(step.key()));
    return keys;
  }

  /** Returns what would be done: a line a step, or a line a group where there are many. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    var shown = shown();
    var some = shown.size() > MOST_LINES ? shown.subList(0, MOST_LINES - 1) : shown;
    some.forEach(step -> line(step, lines));
    if (some.size() < shown.size()) {
      lines.add("and then " + (shown.size() - some.size()) + " more");
    }
    return lines;
  }

  /** Returns the steps as far inside as there is room to show them. */
  List<PreviewStep> shown() {
    var shown = steps;
    while (true) {
      var inner = new ArrayList<PreviewStep>();
      shown.forEach(step -> inner.addAll(isWhole(step) ? List.of(step) : step.steps()));
      if (inner.equals(shown) || (inner.size() > MOST_LINES && shown.size() > 1)) {
        return shown;
      }
      shown = inner;
    }
  }

  /** What stands in a group that perhaps does not run is not shown on its own. */
  private static boolean isWhole(PreviewStep step) {
    return isLeaf(step) || step.condition() != null;
  }

  private static void line(PreviewStep step, List<String> lines) {
    if (isLeaf(step)) {
      lines.add("then " + step.key() + ": " + text(step) + condition(step));
      if (step.doing() instanceof PreviewStep.TakeBack) {
        PreviewNotes.below(step).forEach(line -> lines.add("  " + line));
      }
    } else {
      var count = step.all().filter(AheadSteps::isLeaf).count();
      lines.add("then " + step.key() + ": " + Words.count(count, "step") + condition(step));
    }
  }

  private static String text(PreviewStep step) {
    var text = PreviewNotes.text(step).strip().replaceAll("\\s+", " ");
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
  }

  private static String condition(PreviewStep step) {
    var condition = step.condition();
    if (condition == null) {
      return "";
    }
    return condition.gate() == null
        ? ", if `" + condition.text() + "`"
        : ", if " + PreviewNotes.or(condition.choices()) + " is chosen at " + condition.gate();
  }
}
