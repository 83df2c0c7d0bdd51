package dev.runbook.run;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.model.Step;
import dev.runbook.plan.Place;
import dev.runbook.plan.Plan;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of the top runbook that the operator chose. */
final class Chosen implements Selection {
  private final Plan plan;
  private final RunRequest.Selected selected;
  private final Set<String> ids = new LinkedHashSet<>();
  private final Map<String, ?> supplied;

  private Chosen(Plan plan, RunRequest.Selected selected, Map<String, ?> supplied) {
    this.plan = plan;
    this.selected = selected;
    this.supplied = supplied;
  }

  /**
   * Chooses; steps that are not there, and outputs that nobody supplies, are reported.
   *
   * @param supplied outputs of an earlier run, by the id of the step
   */
  static Chosen of(
      Plan plan, RunRequest.Selected selected, Map<String, ?> supplied, Problems problems) {
    var chosen = new Chosen(plan, selected, supplied);
    chosen.names(selected).forEach(id -> chosen.place(id, problems));
    if (!problems.hasErrors()) {
      chosen.choose(problems);
    }
    return chosen;
  }

  private List<String> names(RunRequest.Selected selected) {
    var names = new LinkedHashSet<>(selected.only());
    names.addAll(selected.skip());
    if (selected.from() != null) {
      names.add(selected.from());
    }
    if (selected.until() != null) {
      names.add(selected.until());
    }
    return List.copyOf(names);
  }

  private void place(String id, Problems problems) {
    if (plan.find(plan.top(), id).isEmpty()) {
      problems.error(
          null,
          "no step `" + id + "` in `" + plan.top().name() + "`",
          Spelling.didYouMean(id, plan.ids(plan.top())).orElse(null));
    }
  }

  private void choose(Problems problems) {
    var whole = plan.steps(plan.top()).stream().filter(this::isWhole).toList();
    for (var place : plan.steps(plan.top())) {
      if (whole.stream().anyMatch(one -> one.isInside(place))) {
        ids.add(place.id());
      }
    }
    for (var need : plan.needs(plan.top(), whole)) {
      var needed = need.needed().id();
      if (!supplied.containsKey(needed)) {
        problems.error(
            need.span(),
            "`" + need.needing() + "` needs outputs of `" + needed + "`, which is left out",
            "select `" + needed + "` too, or `--outputs-from RUN` with a run that has them");
      }
    }
  }

  /** Returns whether a step is meant with all that stands in it. */
  private boolean isWhole(Place place) {
    var isMeant = selected.only().isEmpty() || isInAny(place, selected.only());
    var from = selected.from() == null ? null : at(selected.from());
    var isLater = from == null || place.index() >= from.index();
    var holdsSkipped = selected.skip().stream().anyMatch(id -> at(id).isInside(place));
    return isMeant && isLater && !isInAny(place, selected.skip()) && !holdsSkipped;
  }

  private boolean isInAny(Place place, List<String> groups) {
    return groups.stream().anyMatch(id -> place.isInside(at(id)));
  }

  private Place at(String id) {
    return plan.find(plan.top(), id).orElseThrow();
  }

  /** Returns whether the step of that key may run. */
  boolean mayRun(String key) {
    return key.contains("/") || ids.contains(key) || isNotice(key);
  }

  @Override
  public Optional<Ended> leftOut(Step step, Context context) {
    var id = step.id().text();
    var isTop = context.frame().runbook().path().equals(plan.top().path());
    return !isTop || ids.contains(id) || isNotice(id)
        ? Optional.empty()
        : Optional.of(new Ended.Skipped("it was not selected", supplied(id)));
  }

  private boolean isNotice(String id) {
    var notices = plan.top().notices();
    return List.of(notices.gate(), notices.failure(), notices.success()).stream()
        .anyMatch(steps -> Steps.find(steps, id).isPresent());
  }

  private @Nullable Map<String, @Nullable Object> supplied(String id) {
    if (!(supplied.get(id) instanceof Map<?, ?> outputs)) {
      return null;
    }
    var copy = new LinkedHashMap<String, @Nullable Object>();
    outputs.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }

  @Override
  public boolean endsAfter(Step step, Context context) {
    return step.id().text().equals(selected.until())
        && context.frame().runbook().path().equals(plan.top().path());
  }
}
