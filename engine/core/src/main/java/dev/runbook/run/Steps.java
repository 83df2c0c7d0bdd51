package dev.runbook.run;

import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import java.util.List;
import java.util.Optional;

/** Finds steps, and makes those that stand in no file. */
final class Steps {
  private Steps() {}

  /** Returns a step without settings that stands for a runbook as a whole. */
  static Step unwritten(Runbook runbook) {
    return unwritten(runbook, Step.Settings.none(runbook.name().span()));
  }

  /** As {@link #unwritten}, of which no record may say more than how it ended. */
  static Step sensitive(Runbook runbook) {
    return unwritten(runbook, Step.Settings.none(runbook.name().span()).asSensitive());
  }

  private static Step unwritten(Runbook runbook, Step.Settings settings) {
    var name = runbook.name();
    var nothing = new Work.Group(List.of(), null, List.of(), List.of());
    return new Step(new Word("runbook", name.span()), null, nothing, settings, name.span());
  }

  /** Returns the step of that id among those and all that stand in them. */
  static Optional<Step> find(List<Step> steps, String id) {
    for (var step : steps) {
      if (step.id().text().equals(id)) {
        return Optional.of(step);
      }
      if (step.work() instanceof Work.Group group) {
        for (var inner : List.of(group.steps(), group.rescue(), group.always())) {
          var found = find(inner, id);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }
}
