package dev.runbook.plan;

import dev.runbook.expression.Reference;
import dev.runbook.plan.Plan.Need;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds whose outputs steps read. */
record Needs(StepIndex index, Vars vars) {
  List<Need> of(Collection<Place> selected) {
    Set<Need> needs = new LinkedHashSet<>();
    for (var place : index.all()) {
      if (selected.stream().anyMatch(place::isInside)) {
        add(place, selected, needs);
      }
    }
    return List.copyOf(needs);
  }

  private void add(Place place, Collection<Place> selected, Set<Need> needs) {
    for (var reference : Reads.of(place.step())) {
      add(place, reference, selected, needs);
      var variable = Vars.nameBelow("vars", reference);
      if (variable != null) {
        vars.reads(variable).forEach(deeper -> add(place, deeper, selected, needs));
      }
    }
  }

  private void add(Place place, Reference reference, Collection<Place> selected, Set<Need> needs) {
    var id = Vars.nameBelow("steps", reference);
    if (id == null || reference.path().size() < 3 || !reference.path().get(2).equals("outputs")) {
      return;
    }
    index
        .find(id)
        .filter(needed -> selected.stream().noneMatch(needed::isInside))
        .ifPresent(needed -> needs.add(new Need(place, needed, reference.spans().get(1))));
  }
}
