package dev.runbook.run;

import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The world of a dry run: actions are asked what they would do, nothing happens, and what only a
 * step can give is unknown.
 */
class PreviewWorld implements World {
  private final Instant start;
  private final PreviewTree tree;
  private final PreviewActions actions;
  private final PreviewWork work;
  private final PreviewGates gates;
  private final Map<String, Result.Unknown> conditions = new HashMap<>();
  private @Nullable String endless;

  PreviewWorld(Instant start, PreviewTree tree, PreviewActions actions, PreviewGates gates) {
    this.start = start;
    this.tree = tree;
    this.actions = actions;
    this.work = new PreviewWork(actions);
    this.gates = gates;
  }

  /** Returns why the run would not end; null if nothing is known that would make it. */
  @Nullable String endless() {
    return endless;
  }

  @Override
  public Optional<Ended> recorded(Key key, Step step, Context context) {
    return Optional.empty();
  }

  @Override
  public Result decide(Key key, String what, Question question) throws EvaluationException {
    var result = question.ask();
    if (what.equals("list")) {
      tree.loop(key).doing = loop(result);
    } else if (result instanceof Result.Unknown unknown) {
      unknown(key, what, unknown);
    }
    return result;
  }

  private static PreviewStep.Loop loop(Result list) {
    if (list instanceof Result.Unknown unknown
        && unknown.part() instanceof Result.Part.Items items) {
      return new PreviewStep.Loop(items.items().size(), Set.of(), 1, List.of());
    }
    return list instanceof Result.Unknown unknown
        ? new PreviewStep.Loop(null, unknown.after(), 1, List.of())
        : new PreviewStep.Loop(Looping.size((Result.Known) list), Set.of(), 1, List.of());
  }

  private void unknown(Key key, String what, Result.Unknown unknown) {
    if (what.equals("when")) {
      conditions.put(key.text(), unknown);
    } else if (tree.here().doing instanceof PreviewStep.Check check) {
      tree.here().doing = new PreviewStep.Check(check.condition(), unknown.after());
    }
  }

  @Override
  public Result now(Key key, String part) {
    return Result.unknown(RunFacts.NOW);
  }

  @Override
  public Instant instant() {
    return start;
  }

  @Override
  public Optional<Ended> answered(Attempt attempt, Step step) {
    return Optional.empty();
  }

  @Override
  public void answer(Attempt attempt, Ended ended) {}

  /** What is wrong with a step is met again by the interpreter, which ends it so. */
  @Override
  public void enter(Key key, Step step, Context context) {
    var scope = scope(key, context);
    var branch = tree.enter(key, step, context);
    var when = step.settings().when();
    var unknown = conditions.get(key.text());
    if (when != null && unknown != null) {
      branch.condition = gates.condition(when, unknown, scope);
    }
    try {
      branch.doing = work.of(step, context, key, scope);
      branch.limits = new PreviewLimits(scope).of(step, context.frame().runbook().defaults());
      branch.name = step.name() == null ? null : PreviewWork.text(step.name(), scope);
      if (step.settings().forEach() != null) {
        tree.atOnce(Looping.atOnce(step, context, scope));
      }
    } catch (EvaluationException | StepScope.BadVariable e) {
      branch.name = null;
    }
  }

  private StepScope scope(Key key, Context context) {
    return new StepScope(context, () -> now(key, ""));
  }

  @Override
  public void leave(Key key, Step step, Ended ended, boolean record) {
    if (SelectedSteps.isLeftOut(ended)) {
      return;
    }
    var instead =
        ended instanceof Ended.Skipped && step.settings().when() != null
            ? new PreviewStep.Skip("`" + step.settings().when().text().strip() + "` is false")
            : new PreviewStep.Fail();
    tree.leave(key, step, instead, ended instanceof Ended.Failed f ? f.failure() : null);
  }

  @Override
  public Ended perform(Attempt attempt, Step step, Work.Act act, Context context)
      throws EvaluationException {
    tree.here().doing = actions.of(step, act, context, attempt.key());
    return new Ended.Unknown(Set.of(attempt.key().text()), false);
  }

  /**
   * What is waited for comes, or else is known not to: then this would last until the timeout, or
   * without one for ever.
   */
  @Override
  public void pass(Pause pause, Context context) {
    if (pause.retry() != null) {
      tree.here().again();
    } else if (pause.step().settings().until() != null) {
      var deadline = context.next();
      if (deadline.isPresent()) {
        throw new TimedOut(deadline.get(), pause.why());
      }
      endless = "it would wait for ever: " + pause.why();
      tree.here().failure = endless;
      throw new Halt(Halt.Why.REACHED);
    }
  }

  @Override
  public Ended ask(Key key, Step step, Work.Gate gate, Context context) throws EvaluationException {
    var ask = gates.ask(key, gate, scope(key, context));
    tree.here().doing = ask;
    return gates.end(key, step, ask);
  }

  @Override
  public Ended rollback(Key key, Step step, Work.Rollback rollback, Context context) {
    tree.here().doing = PreviewUndo.of(rollback, context, tree.latestFirst());
    return Ended.succeeded();
  }

  @Override
  public void remember(Key key, Step step, Ended.Succeeded succeeded, Context context) {}

  @Override
  public void branches(List<Runnable> branches, int atOnce) {
    branches.forEach(Runnable::run);
  }

  @Override
  public void keepAnswers() {}

  @Override
  public Deadline deadline(Key key, Duration timeout) {
    return new Deadline(key, timeout, start.plus(timeout));
  }

  @Override
  public Optional<Failure> left(Key key, Step step) {
    return Optional.empty();
  }

  @Override
  public void leaveBody(Key key, Failure failure) {}

  @Override
  public void foresee(Key key, Consumer<Result> rescue) {
    rescue.accept(Result.unknown(RunFacts.FAILURE));
  }

  @Override
  public Result error(Key key, @Nullable Failure failure) {
    return failure == null ? Result.unknown(RunFacts.BEFORE) : Result.of(failure.value());
  }

  @Override
  public void abandon(List<String> roots, Context context) {}
}
