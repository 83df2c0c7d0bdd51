package dev.runbook.scenario;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.journal.Event;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.plan.Place;
import dev.runbook.plan.Plan;
import dev.runbook.run.Ended;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which steps and branches scenarios reached: each step, both sides of each {@code when}, loops
 * without and with iterations, each choice of a gate, both ends of a failure that is tolerated.
 */
public final class Coverage {
  private final Plan plan;
  private final Map<Branch, Span> all = new LinkedHashMap<>();
  private final Set<Branch> reached = new LinkedHashSet<>();

  Coverage(Plan plan) {
    this.plan = plan;
    for (var runbook : plan.library().all().values()) {
      plan.steps(runbook).forEach(place -> branches(runbook, place));
    }
  }

  /** A way to go: a step, or one side of it. */
  private record Branch(String runbook, String step, String what) {}

  private void branches(Runbook runbook, Place place) {
    var step = place.step();
    var settings = step.settings();
    add(runbook, step, "it never runs", step.id().span());
    if (settings.when() != null) {
      add(runbook, step, "its `when` is never false", settings.when().span());
    }
    if (settings.forEach() != null && !isConstant(settings.forEach())) {
      add(runbook, step, "its `for_each` is never empty", settings.forEach().span());
    }
    if (settings.continueOnFailure()) {
      add(runbook, step, "it never fails, so that the run goes on", step.id().span());
    }
    if (step.work() instanceof Work.Gate gate) {
      gate.choices()
          .forEach(c -> add(runbook, step, "`" + c.text() + "` is never chosen", c.span()));
    }
  }

  private static boolean isConstant(Value value) {
    if (value instanceof Value.Items) {
      return true;
    }
    return value instanceof Value.Entries entries
        && entries.entries().stream().anyMatch(e -> e.value() instanceof Value.Items)
        && entries.entries().stream().allMatch(e -> e.value() instanceof Value.Items);
  }

  private void add(Runbook runbook, Step step, String what, Span span) {
    all.put(new Branch(runbook.path().toString(), step.id().text(), what), span);
  }

  /** Takes in what one run reached. */
  void take(Witness witness, List<Event> events) {
    loops(events);
    witness.ran().forEach(key -> reach(key, "it never runs"));
    witness
        .chosen()
        .forEach((key, choices) -> choices.forEach(c -> reach(key, "`" + c + "` is never chosen")));
    witness.ends().forEach(this::ended);
  }

  private void ended(String key, Ended ended) {
    if (ended instanceof Ended.Skipped) {
      reach(key, "its `when` is never false");
    } else if (ended instanceof Ended.Failed failed && failed.tolerated()) {
      reach(key, "it never fails, so that the run goes on");
    }
  }

  /** A loop without iterations tells nothing, and stands in the journal only. */
  private void loops(List<Event> events) {
    for (var event : events) {
      if (event.step() != null
          && "list".equals(event.data().get("what"))
          && isEmpty(event.data().get("value"))) {
        Trail.of(plan, event.step())
            .last()
            .ifPresent(step -> reach(step, "its `for_each` is never empty"));
      }
    }
  }

  /** Combinations are a map with the list of them. */
  private static boolean isEmpty(@Nullable Object list) {
    return list instanceof Map<?, ?> map
        ? map.values().stream().allMatch(Coverage::isEmpty)
        : list instanceof Collection<?> items && items.isEmpty();
  }

  private void reach(String key, String what) {
    if (!Trail.isUndo(key)) {
      Trail.of(plan, key).last().ifPresent(step -> reach(step, what));
    }
  }

  private void reach(Step step, String what) {
    for (var branch : all.entrySet()) {
      var isOfStep = branch.getKey().step().equals(step.id().text());
      var isThere = branch.getValue().source().name().equals(step.span().source().name());
      if (isOfStep && isThere && branch.getKey().what().equals(what)) {
        reached.add(branch.getKey());
      }
    }
  }

  /** Returns how many steps and branches there are. */
  public int total() {
    return all.size();
  }

  /** Returns how many of them were reached. */
  public int covered() {
    return reached.size();
  }

  /** Returns the share that was reached, in percent, rounded down. */
  public int percent() {
    return all.isEmpty() ? 100 : reached.size() * 100 / all.size();
  }

  /** Returns what was not reached, in the order of the runbooks. */
  public List<Diagnostic> missing() {
    var missing = new ArrayList<Diagnostic>();
    all.forEach(
        (branch, span) -> {
          if (!reached.contains(branch)) {
            missing.add(
                Diagnostic.warning(
                    span, "no scenario reaches `" + branch.step() + "`: " + branch.what(), null));
          }
        });
    return missing;
  }

  /** Returns the name of the runbook. */
  public String runbook() {
    return plan.top().name().text();
  }
}
