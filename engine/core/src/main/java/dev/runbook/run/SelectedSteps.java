package dev.runbook.run;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import dev.runbook.plan.Place;
import dev.runbook.plan.Place.Part;
import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps that were asked for, by their ids. The {@code rescue} and {@code always} of a group
 * come with every step of it.
 */
final class SelectedSteps implements Selection {
  private static final String REASON = "it is not part of this run";

  private final Plan plan;
  private final List<Place> only;
  private final List<Place> skip;
  private final @Nullable Place from;
  private final @Nullable Place until;
  private final Map<String, Map<String, @Nullable Object>> supplied;

  private SelectedSteps(
      Plan plan,
      RunRequest.Selected asked,
      Map<String, Map<String, @Nullable Object>> supplied,
      Problems problems) {
    this.plan = plan;
    this.supplied = supplied;
    this.only = places(asked.only(), problems);
    this.skip = places(asked.skip(), problems);
    this.from = place(asked.from(), problems);
    this.until = place(asked.until(), problems);
  }

  /**
   * Reads what was asked for; ids that do not exist are reported, and outputs that selected steps
   * would miss.
   *
   * @param supplied the outputs that an earlier run has, by the id of the step
   */
  static SelectedSteps of(
      Plan plan,
      RunRequest.Selected asked,
      Map<String, Map<String, @Nullable Object>> supplied,
      Problems problems) {
    var errors = problems.errors();
    var selected = new SelectedSteps(plan, asked, supplied, problems);
    if (problems.errors() == errors) {
      selected.refuseNothing(problems);
      selected.refuseMissing(asked.outputsFrom(), problems);
    }
    return selected;
  }

  /** Returns whether the step of that key may run. */
  boolean mayRun(String key) {
    return key.contains("/") || plan.find(plan.top(), key).filter(this::isPart).isPresent();
  }

  @Override
  public Optional<Ended> leftOut(Step step, Context context) {
    if (isWhole() || !isTop(context)) {
      return Optional.empty();
    }
    var id = step.id().text();
    return plan.find(plan.top(), id)
        .filter(place -> !isPart(place))
        .map(place -> new Ended.Skipped(REASON, supplied.get(id)));
  }

  @Override
  public boolean endsAfter(Step step, Context context) {
    return until != null && until.id().equals(step.id().text()) && isTop(context);
  }

  private boolean isWhole() {
    return only.isEmpty() && skip.isEmpty() && from == null;
  }

  private boolean isTop(Context context) {
    return context.frame().runbook().path().equals(plan.top().path());
  }

  static boolean isLeftOut(Ended ended) {
    return ended instanceof Ended.Skipped skipped && skipped.reason().equals(REASON);
  }

  /** Returns the steps that are not part of the run, without those inside of them. */
  List<String> leftOut() {
    var all = new ArrayList<String>();
    for (var place : plan.steps(plan.top())) {
      var parent = place.parent();
      if (place.part().compareTo(Part.ALWAYS) <= 0
          && isOut(place)
          && (parent == null || !isOut(parent))) {
        all.add(place.id());
      }
    }
    return all;
  }

  private boolean isOut(Place place) {
    return !isPart(place) || isAfterTheEnd(place);
  }

  private boolean isAfterTheEnd(Place place) {
    return until != null && place.index() > until.index() && !place.isInside(until);
  }

  private boolean isPart(Place place) {
    return skip.stream().noneMatch(place::isInside)
        && (from == null || place.index() >= from.index() || from.isInside(place))
        && (only.isEmpty() || isAskedFor(place) || isCleanUp(place));
  }

  private boolean isAskedFor(Place place) {
    return only.stream().anyMatch(asked -> place.isInside(asked) || asked.isInside(place));
  }

  /** Whether it stands in the rescue or always of the runbook, or of a group that is entered. */
  private boolean isCleanUp(Place place) {
    for (@Nullable Place at = place; at != null; at = at.parent()) {
      var group = at.parent();
      if (at.part() != Part.STEPS
          && (group == null || only.stream().anyMatch(asked -> asked.isInside(group)))) {
        return true;
      }
    }
    return false;
  }

  /** A run of nothing would succeed without a word. */
  private void refuseNothing(Problems problems) {
    var isAny =
        plan.steps(plan.top()).stream()
            .filter(place -> !(place.step().work() instanceof Work.Group))
            .anyMatch(place -> place.part() == Part.STEPS && !isOut(place));
    if (!isAny) {
      problems.error(
          null,
          "no step is left to run: those asked for are left out as well",
          "its steps are " + Words.and(top()));
    }
  }

  private void refuseMissing(@Nullable String outputsFrom, Problems problems) {
    if (leftOut().isEmpty()) {
      return;
    }
    for (var need : needs()) {
      var needed = need.needed().id();
      if (supplied.containsKey(needed)) {
        continue;
      }
      var what = "step `" + need.needing() + "` needs outputs of `" + needed + "`";
      problems.error(
          need.span(),
          outputsFrom == null
              ? what + ", which is not part of this run"
              : what + ", which run `" + outputsFrom + "` does not have",
          "add `" + needed + "` to the steps to run, or supply them: `--outputs-from RUN`");
    }
  }

  /** Returns the uses of outputs of steps that are not part of the run. */
  private List<Plan.Need> needs() {
    return plan.needs(plan.top(), wholly()).stream()
        .filter(need -> !isPart(need.needed()))
        .toList();
  }

  /** Returns the steps that are not part of the run and whose outputs are taken from an earlier. */
  List<String> taken() {
    return leftOut().isEmpty()
        ? List.of()
        : needs().stream().map(need -> need.needed().id()).distinct().toList();
  }

  /** Returns the outermost steps asked for of which nothing is left out. */
  private Collection<Place> wholly() {
    var broken = new HashSet<@Nullable Place>();
    for (var place : plan.steps(plan.top())) {
      if (!isPart(place)) {
        for (@Nullable Place at = place; at != null && broken.add(at); ) {
          at = at.parent();
        }
      }
    }
    var whole = new LinkedHashSet<Place>();
    for (var place : plan.steps(plan.top())) {
      var isInner = place.parent() != null && whole.contains(place.parent());
      if (isInner || (!broken.contains(place) && (only.isEmpty() || isAskedFor(place)))) {
        whole.add(place);
      }
    }
    return whole.stream().filter(p -> p.parent() == null || !whole.contains(p.parent())).toList();
  }

  private List<Place> places(List<String> ids, Problems problems) {
    var found = new ArrayList<Place>();
    for (var id : ids) {
      var place = place(id, problems);
      if (place != null) {
        found.add(place);
      }
    }
    return found;
  }

  private @Nullable Place place(@Nullable String id, Problems problems) {
    if (id == null) {
      return null;
    }
    var found = plan.find(plan.top(), id).filter(place -> place.part().compareTo(Part.ALWAYS) <= 0);
    if (found.isEmpty()) {
      var known = plan.ids(plan.top());
      problems.error(
          null,
          "`" + plan.top().name() + "` has no step " + Words.name(id),
          Spelling.didYouMean(id, known).orElse("its steps are " + Words.and(top())));
    }
    return found.orElse(null);
  }

  private List<String> top() {
    return plan.top().steps().stream().map(step -> step.id().text()).toList();
  }
}
