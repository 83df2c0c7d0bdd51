package dev.runbook.run;

import dev.runbook.action.Preview.Effect;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
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
    before.forEach(step -> undo.find(step));
    return new PreviewStep.TakeBack(ids, undo.undos, undo.kept);
  }

  private void find(PreviewStep step) {
    if (roots.stream().anyMatch(root -> new Key(step.key()).isIn(root))) {
      add(step);
    } else {
      inside(step, this::find);
    }
  }

  /** What is done with each step. */
  private interface Visit {
    void see(PreviewStep step);
  }

  private static void inside(PreviewStep step, Visit visit) {
    var steps = step.steps();
    for (var i = steps.size() - 1; i >= 0; i--) {
      visit.see(steps.get(i));
    }
  }

  private void add(PreviewStep step) {
    if (step.doing() instanceof PreviewStep.Call call && call.undo() != null) {
      undos.add(step.key() + ": " + call.undo());
    } else if (step.doing() instanceof PreviewStep.Act act) {
      add(step, act);
    } else {
      inside(step, this::add);
    }
  }

  private void add(PreviewStep step, PreviewStep.Act act) {
    if (act.undo() != null) {
      undos.add(step.key() + ": " + act.undo());
    } else if (act.effect() != Effect.READ && act.effect() != Effect.LOCAL) {
      kept.add(step.key());
    }
  }
}
