package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Comparison;
import dev.runbook.expression.Expression;
import dev.runbook.model.Retry;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Warns of conditions of a step that can never be true, and so of steps that cannot run. */
final class IdleConditions {
  /** What stays as it is from the start of a run to its end. */
  private static final Set<String> FIXED = Set.of("inputs", "secrets");

  private final FileTypes file;
  private final Place place;
  private final Problems problems;

  IdleConditions(FileTypes file, Place place, Problems problems) {
    this.file = file;
    this.place = place;
    this.problems = problems;
  }

  void check() {
    var settings = place.step().settings();
    never(settings.when(), "step `" + place + "` never runs");
    never(settings.until(), "this never becomes true");
    never(settings.assertion(), "this is never true: step `" + place + "` always fails");
    never(settings.doneIf() == null ? null : settings.doneIf().is(), "this is never true");
    retry(settings.retry());
    if (place.step().work() instanceof Work.Assert check) {
      never(check.condition(), "this is never true: nothing behind it is reached");
    }
    if (settings.forEach() != null && isEmpty(settings.forEach())) {
      warn(settings.forEach(), "nothing is listed: step `" + place + "` never runs");
    }
    if (settings.until() != null) {
      fixed(settings.until());
    }
    if (settings.when() != null) {
      contradiction(settings.when());
    }
  }

  private void retry(@Nullable Retry retry) {
    never(retry == null ? null : retry.condition(), "this is never true: nothing is tried again");
  }

  private void never(@Nullable Expression condition, String message) {
    if (condition != null && condition.isNeverTrue()) {
      var hint = "write a condition that can change, or remove it";
      problems.warning(condition.span(), message, hint);
    }
  }

  private static boolean isEmpty(Value list) {
    return list instanceof Value.Items items
        ? items.items().isEmpty()
        : list instanceof Value.Entries lists
            && (lists.entries().isEmpty()
                || lists.entries().stream().anyMatch(each -> isEmpty(each.value())));
  }

  private void warn(Value value, String message) {
    problems.warning(value.span(), message, "write what it runs for, or remove the step");
  }

  /** A condition that looks at nothing that can change is looked at in vain. */
  private void fixed(Expression until) {
    if (!until.references().isEmpty()
        && !until.asksTime()
        && until.references().stream().allMatch(read -> FIXED.contains(read.path().get(0)))) {
      problems.warning(
          until.span(), "this does not change while it is waited for", "ask for `output`");
    }
  }

  /** Compares what must hold here with what must hold for the groups around it. */
  private void contradiction(Expression when) {
    Map<List<String>, Comparison> here = new HashMap<>();
    for (var up = place.parent(); up != null; up = up.parent()) {
      var outer = up.step().settings().when();
      if (outer != null) {
        outer.required().stream()
            .filter(each -> isSettled(each.name().path()))
            .forEach(each -> here.putIfAbsent(each.name().path(), each));
      }
    }
    for (var each : when.required()) {
      var other = here.putIfAbsent(each.name().path(), each);
      if (other != null && !other.text().equals(each.text())) {
        contradicted(each, other);
      }
    }
  }

  /** Returns whether a name that a group has read is the same for the steps in it. */
  private boolean isSettled(List<String> path) {
    return path.get(0).equals("inputs")
        || (path.get(0).equals("steps")
            && path.size() > 1
            && file.index.find(path.get(1)).stream().noneMatch(Place::isRepeated));
  }

  private void contradicted(Comparison one, Comparison other) {
    problems.warning(
        one.span(),
        "step `" + place + "` never runs: this must be " + Words.name(other.text()) + " too",
        "write `or`, or correct one of them");
  }
}
