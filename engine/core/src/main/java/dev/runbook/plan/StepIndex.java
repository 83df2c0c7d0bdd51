package dev.runbook.plan;

import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import dev.runbook.plan.Place.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of one runbook, groups before what is in them. Immutable once made. */
final class StepIndex {
  private final List<Place> all = new ArrayList<>();
  private final Map<String, Place> byId = new LinkedHashMap<>();

  StepIndex(Runbook runbook) {
    add(runbook.steps(), null, Part.STEPS);
    add(runbook.rescue(), null, Part.RESCUE);
    add(runbook.always(), null, Part.ALWAYS);
    add(runbook.notices().gate(), null, Part.NOTIFY_GATE);
    add(runbook.notices().failure(), null, Part.NOTIFY_FAILURE);
    add(runbook.notices().success(), null, Part.NOTIFY_SUCCESS);
  }

  private void add(List<Step> steps, @Nullable Place parent, Part part) {
    for (var step : steps) {
      var place = new Place(step, parent, part, all.size());
      all.add(place);
      byId.putIfAbsent(place.id(), place);
      if (step.work() instanceof Work.Group group) {
        add(group.steps(), place, Part.STEPS);
        add(group.rescue(), place, Part.RESCUE);
        add(group.always(), place, Part.ALWAYS);
      }
    }
  }

  List<Place> all() {
    return List.copyOf(all);
  }

  Set<String> ids() {
    return byId.keySet();
  }

  Optional<Place> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
