package dev.runbook.run;

import dev.runbook.action.Preview.Effect;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import dev.runbook.plan.Place.Part;
import java.util.ArrayList;
import java.util.List;

/** Says what a {@code rollback} step would take back of what stands before it. */
final class PreviewUndo {
  private final List<String> roots;
  private final List<String> undos = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();

  private PreviewUndo(List<String> roots) {
    this.roots = roots;
  }

  /**
   * Returns what a rollback would do.
   *
   * @param before the steps before it, the last one first
   */
  static PreviewStep.TakeBack of(
      Work.Rollback rollback, Context context, List<PreviewStep> before) {
    var ids = rollback.steps().stream().map(Word::text).toList();
    var undo = new PreviewUndo(ids.stream().map(id -> context.key(id).text()).toList());
    before.forEach(step -> undo.find(step, false));
    return new PreviewStep.TakeBack(ids, undo.undos, undo.kept);
  }

  private void find(PreviewStep step, boolean maybe) {
    var isRoot = roots.stream().anyMatch(root -> new Key(step.key()).isIn(root));
    if (isRoot) {
      add(step, maybe);
    } else {
      inside(step, maybe, this::find);
    }
  }

  /** What is done with a step that ran, or perhaps ran. */
  private interface Visit {
    void see(PreviewStep step, boolean maybe);
  }

  private static void inside(PreviewStep step, boolean maybe, Visit visit) {
    var steps = step.steps();
    for (var i = steps.size() - 1; i >= 0; i--) {
      visit.see(steps.get(i), maybe || isMaybe(step));
    }
  }

  private static boolean isMaybe(PreviewStep step) {
    return step.condition() != null || step.part() == Part.RESCUE;
  }

  private void add(PreviewStep step, boolean maybe) {
    if (step.doing() instanceof PreviewStep.Call call && call.isKept()) {
      kept.add(step.key());
    } else if (step.doing() instanceof PreviewStep.Call call && call.undo() != null) {
      add(step, call.undo(), maybe);
    } else if (step.doing() instanceof PreviewStep.Act act) {
      act(step, act, maybe);
    } else {
      inside(step, maybe, this::add);
    }
  }

  private void act(PreviewStep step, PreviewStep.Act act, boolean maybe) {
    if (act.undo() != null) {
      add(step, act.undo(), maybe);
    } else if (act.effect() != Effect.READ && act.effect() != Effect.LOCAL) {
      kept.add(step.key());
    }
  }

  private void add(PreviewStep step, String undo, boolean maybe) {
    undos.add(step.key() + ": " + undo + (maybe || isMaybe(step) ? ", if it ran" : ""));
  }
}
