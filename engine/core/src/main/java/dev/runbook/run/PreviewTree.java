package dev.runbook.run;

import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import dev.runbook.plan.Place.Part;
import dev.runbook.plan.Plan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what is found out about steps, while the interpreter goes through them. */
final class PreviewTree {
  private final Plan plan;
  private final List<PreviewStep> top = new ArrayList<>();
  private final Deque<Branch> open = new ArrayDeque<>();

  PreviewTree(Plan plan) {
    this.plan = plan;
  }

  /** A step that has begun and not ended, or a loop. */
  static final class Branch {
    private final String key;
    private final Part part;
    private final @Nullable Context context;
    private final @Nullable Step step;
    private final List<PreviewStep> inside = new ArrayList<>();
    @Nullable String name;
    @Nullable String failure;
    PreviewStep.@Nullable Condition condition;
    PreviewStep.Limits limits = PreviewStep.Limits.NONE;
    PreviewStep.Doing doing = new PreviewStep.Fail();

    private Branch(String key, Part part, @Nullable Step step, @Nullable Context context) {
      this.key = key;
      this.part = part;
      this.step = step;
      this.context = context;
    }

    boolean isLoop() {
      return step == null;
    }

    /** Forgets what is inside: it is gone through again. */
    void again() {
      inside.clear();
    }

    private PreviewStep close(@Nullable String reason) {
      var isInside = inside.stream().anyMatch(PreviewStep::hasFailure);
      return new PreviewStep(
          key,
          name,
          part,
          condition,
          doing.with(inside),
          limits,
          isInside ? null : failure == null ? reason : failure);
    }
  }

  Branch enter(Key key, Step step, Context context) {
    settle(key);
    var branch = new Branch(key.text(), part(step), step, context);
    open.push(branch);
    return branch;
  }

  /** Begins a loop; it ends with the first step that is none of its iterations. */
  Branch loop(Key key) {
    settle(key);
    var runbook = runbook();
    var id = key.text().substring(key.text().lastIndexOf('/') + 1);
    var part = plan.find(runbook, id).map(place -> place.part()).orElse(Part.STEPS);
    var branch = new Branch(key.text(), part, null, null);
    open.push(branch);
    return branch;
  }

  /** Returns the step that has begun last. */
  Branch here() {
    return open.element();
  }

  /** Notes how many iterations of the loop around the last step run at once. */
  void atOnce(int number) {
    var around = open.stream().skip(1).findFirst();
    around.ifPresent(
        loop -> {
          if (loop.doing instanceof PreviewStep.Loop known) {
            loop.doing = known.atOnce(number);
          }
        });
  }

  /** Ends a step; one that never began is added as it is. */
  void leave(Key key, Step step, PreviewStep.Doing instead, @Nullable Failure failure) {
    settle(key);
    var branch = open.peek();
    var reason = failure == null ? null : reason(failure);
    if (branch != null && branch.key.equals(key.text())) {
      open.pop();
      add(branch.close(reason));
    } else {
      var limits = PreviewStep.Limits.NONE;
      add(new PreviewStep(key.text(), null, part(step), null, instead, limits, reason));
    }
  }

  /** Returns all that was added so far, the last step first, without steps that are still open. */
  List<PreviewStep> latestFirst() {
    var all = new ArrayList<PreviewStep>();
    for (var branch : open) {
      addReversed(branch.inside, all);
    }
    addReversed(top, all);
    return all;
  }

  private static void addReversed(List<PreviewStep> steps, List<PreviewStep> all) {
    for (var i = steps.size() - 1; i >= 0; i--) {
      all.add(steps.get(i));
    }
  }

  List<PreviewStep> done() {
    while (!open.isEmpty()) {
      add(open.pop().close(null));
    }
    return List.copyOf(top);
  }

  private void settle(Key key) {
    while (!open.isEmpty()
        && here().isLoop()
        && !here().key.equals(key.text())
        && !key.text().startsWith(here().key + "[")) {
      add(open.pop().close(null));
    }
  }

  private void add(PreviewStep step) {
    (open.isEmpty() ? top : here().inside).add(step);
  }

  private Part part(Step step) {
    return plan.find(runbook(), step.id().text()).map(place -> place.part()).orElse(Part.STEPS);
  }

  /** Returns the runbook that the steps at this place stand in. */
  private Runbook runbook() {
    for (var branch : open) {
      if (branch.step != null && branch.context != null) {
        var around = branch.context.frame().runbook();
        return branch.step.work() instanceof Work.Call call ? plan.called(around, call) : around;
      }
    }
    return plan.top();
  }

  static String reason(Failure failure) {
    return failure.reason() + " (" + failure.span().place() + ")";
  }
}
