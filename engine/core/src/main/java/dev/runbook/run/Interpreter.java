package dev.runbook.run;

import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out steps: what runs, in which order, and what a failure means. It performs no effect
 * itself and keeps no state: all that goes through the {@link World}.
 */
final class Interpreter {
  private final World world;
  private final Selection selection;
  private final Repeating repeating;
  private final Looping looping;
  private final Calling calling;

  Interpreter(World world, Selection selection, Calling calling) {
    this.world = world;
    this.selection = selection;
    this.calling = calling;
    this.repeating = new Repeating(world, this::work);
    this.looping = new Looping(world, this);
  }

  /** Carries out a whole runbook: its steps, its {@code rescue} and {@code always}. */
  Ended runbook(Runbook runbook, Key key, Step as, Context context) throws EvaluationException {
    var body = new Work.Group(runbook.steps(), null, runbook.rescue(), runbook.always());
    return group(body, key, as, context);
  }

  /** Carries out one step, with all its iterations. */
  Ended step(Step step, Context context) {
    var leftOut = selection.leftOut(step, context);
    if (leftOut.isPresent()) {
      return skipAll(step, leftOut.get(), context);
    }
    if (step.settings().forEach() != null) {
      return looping.loop(step, step.settings().forEach(), context);
    }
    var ended = once(step, context, context.key(step.id().text()));
    context.layer().put(step.id().text(), new Layer.State.Once(ended));
    return ended;
  }

  /** Carries out one step, or one iteration of it. */
  Ended once(Step step, Context context, Key key) {
    var recorded = world.recorded(key, step, context);
    if (recorded.isPresent()) {
      return settled(step, recorded.get(), context);
    }
    if (!isAround(step.work()) || !world.entered(key)) {
      context.stop().check();
    }
    var when = Result.of(true);
    Ended ended;
    try {
      when = when(step, context, key);
      if (when instanceof Result.Known known && Boolean.FALSE.equals(known.value())) {
        ended = new Ended.Skipped("its `when` was false", null);
      } else {
        world.enter(key, step, context);
        ended = bounded(step, context, key);
      }
    } catch (EvaluationException e) {
      ended = Ended.failed(Failures.of(key, e));
    } catch (StepScope.BadVariable e) {
      ended = Ended.failed(Failures.of(key, e.error()));
    } catch (Halt | TimedOut e) {
      world.leave(key, step, new Ended.Unknown(Set.of(), true), false);
      throw e;
    }
    return maybe(when, key, leave(step, context, key, Sensitive.told(step, ended)));
  }

  private Ended leave(Step step, Context context, Key key, Ended ended) {
    if (ended instanceof Ended.Skipped && step.work() instanceof Work.Group) {
      skipInside(step, ended, context);
    }
    var settled = settled(step, ended, context);
    world.leave(key, step, settled, isRecordedHere(step, settled));
    return settled;
  }

  /** What is in groups and calls is seen again, also by a run that stops. */
  static boolean isAround(Work work) {
    return work instanceof Work.Group || work instanceof Work.Call;
  }

  /** A group is found again by what is in it, a skipped step by its condition. */
  private static boolean isRecordedHere(Step step, Ended ended) {
    return !(step.work() instanceof Work.Group)
        && !(ended instanceof Ended.Unknown)
        && !(ended instanceof Ended.Skipped);
  }

  private static Ended settled(Step step, Ended ended, Context context) {
    if (ended instanceof Ended.Failed failed && step.settings().continueOnFailure()) {
      context.frame().run().failures().incrementAndGet();
      return new Ended.Failed(failed.failure(), true);
    }
    return ended;
  }

  private Result when(Step step, Context context, Key key) throws EvaluationException {
    var condition = step.settings().when();
    if (condition == null) {
      return Result.of(true);
    }
    return world.decide(
        key, "when", () -> condition.evaluateCondition(scope(context, key, "when")));
  }

  /** A step that perhaps does not run cannot make the preview end here. */
  private static Ended maybe(Result when, Key key, Ended ended) {
    return when instanceof Result.Unknown ? new Ended.Unknown(Set.of(key.text()), true) : ended;
  }

  private Ended bounded(Step step, Context context, Key key) throws EvaluationException {
    var timeout = timeout(step, context, key);
    if (timeout.isEmpty()) {
      return repeating.repeat(step, context, key);
    }
    var before = world.late(key);
    if (before.isPresent()) {
      return giveUp(step, key, before.get(), replay(step, key, context), context);
    }
    var deadline = world.deadline(key, timeout.get());
    try {
      return repeating.repeat(step, context.until(deadline), key);
    } catch (TimedOut late) {
      if (!late.deadline().owner().equals(key)) {
        throw late;
      }
      world.late(key, late.reason());
      return giveUp(step, key, late.reason(), late.trail(), context);
    }
  }

  /** Sees again what was done in a step before its time was up: it may be open, or out. */
  private Failure.Trail replay(Step step, Key key, Context context) throws EvaluationException {
    if (step.work() instanceof Work.Act act) {
      world.recall(key, step, act, context);
    }
    if (!isAround(step.work())) {
      return Failure.Trail.NONE;
    }
    try {
      repeating.repeat(step, context.stoppedBy(context.stop().stopped()), key);
      return Failure.Trail.NONE;
    } catch (Halt halt) {
      return halt.trail();
    }
  }

  private Ended giveUp(Step step, Key key, String reason, Failure.Trail trail, Context context) {
    world.abandon(roots(step, key, context), context);
    return Ended.failed(Failures.timedOut(step, key, reason).with(trail));
  }

  private Optional<Duration> timeout(Step step, Context context, Key key)
      throws EvaluationException {
    var own = step.settings().timeout();
    var value =
        own == null && step.work() instanceof Work.Act
            ? context.frame().runbook().defaults().timeout()
            : own;
    return Amounts.duration(value, "timeout", scope(context, key, "timeout"));
  }

  private Ended work(Step step, Context context, Attempt attempt) throws EvaluationException {
    var key = attempt.key();
    var work = step.work();
    if (work instanceof Work.Act act) {
      return world.perform(attempt, step, act, context);
    }
    if (work instanceof Work.Gate gate) {
      return world.ask(key, step, gate, context);
    }
    if (work instanceof Work.Assert check) {
      return repeating.check(step, check.condition(), check.message(), attempt, context, Map.of());
    }
    if (work instanceof Work.Group group) {
      return group(group, key.pass(attempt.pass()), step, inside(step, attempt, context));
    }
    if (work instanceof Work.Call call) {
      return called(call, step, attempt, context);
    }
    if (work instanceof Work.Rollback rollback) {
      return world.rollback(key, step, rollback, context);
    }
    return Waiting.pass(world, step, key, context);
  }

  private Ended called(Work.Call call, Step step, Attempt attempt, Context context)
      throws EvaluationException {
    var ended = calling.call(this, call, step, attempt, context);
    if (ended instanceof Ended.Succeeded succeeded && step.settings().undo() != null) {
      world.remember(attempt.key(), step, succeeded, context);
    }
    return ended;
  }

  /** A plain group is not in the keys of its steps; an iteration or a further pass of one is. */
  private static Context inside(Step step, Attempt attempt, Context context) {
    var isPlain = step.settings().forEach() == null && attempt.pass() == 1;
    return isPlain ? context : context.within(attempt.key().pass(attempt.pass()).inside());
  }

  private Ended group(Work.Group group, Key key, Step step, Context context)
      throws EvaluationException {
    Failure failure;
    try {
      failure = tried(group, key, step, context);
    } catch (TimedOut late) {
      world.late(late.deadline().owner(), late.reason());
      close(group, key, context.shielded(), null);
      throw late.with(again(group.always(), context));
    } catch (Halt halt) {
      if (halt.keepsOpen()) {
        throw halt;
      }
      close(group, key, context.shielded(), null);
      throw halt.with(again(group.always(), context));
    }
    var closed = closeAnyway(group, key, context, failure);
    var result = failure != null ? failure : closed;
    return result == null
        ? Ended.succeeded()
        : Ended.failed(
            result.with(Failure.Trail.reopen(key.text())).with(again(group.always(), context)));
  }

  /** The steps, and the rescue if one of them failed; returns the failure that is left. */
  private @Nullable Failure tried(Work.Group group, Key key, Step step, Context context)
      throws EvaluationException {
    var left = world.left(key, step);
    var failure =
        left.isPresent() ? replay(group, key, left.get(), context) : body(group, key, context);
    if (failure != null && !(group.rescue().isEmpty() && group.always().isEmpty())) {
      world.leaveBody(key, failure);
    }
    if (failure != null && !group.rescue().isEmpty()) {
      return rescue(group, failure, context);
    }
    if (!group.rescue().isEmpty()) {
      world.foresee(key, error -> sequence(group.rescue(), context.with("error", error)));
    }
    return failure;
  }

  /** What failed beside a group meanwhile does not keep its {@code always} from running. */
  private @Nullable Failure closeAnyway(
      Work.Group group, Key key, Context context, @Nullable Failure failure) {
    try {
      return close(group, key, context, failure);
    } catch (Halt halt) {
      if (halt.keepsOpen() || context.stop().isHard()) {
        throw halt;
      }
      close(group, key, context.shielded(), failure);
      throw halt.with(again(group.always(), context));
    }
  }

  /** Sees again what was done before the failure; nothing more is done in there. */
  private Failure replay(Work.Group group, Key key, Failure left, Context context)
      throws EvaluationException {
    try {
      body(group, key, context.stoppedBy(context.stop().stopped()));
    } catch (Halt halt) {
      return left;
    }
    return left;
  }

  private @Nullable Failure body(Work.Group group, Key key, Context context)
      throws EvaluationException {
    if (group.parallel() == null) {
      return sequence(group.steps(), context);
    }
    var atOnce = atOnce(group.parallel(), group.steps().size(), scope(context, key, "parallel"));
    var branches = new ArrayList<Gathering.Branch>();
    group.steps().forEach(inner -> branches.add(place -> step(inner, place)));
    return together(key, branches, atOnce, context);
  }

  static int atOnce(Value parallel, int all, StepScope scope) throws EvaluationException {
    var isFlag =
        parallel instanceof Value.Scalar scalar
            && scalar.plain()
            && scalar.template().constant().filter(text -> text.matches("true|false")).isPresent();
    if (isFlag) {
      return ((Value.Scalar) parallel).template().constant().orElseThrow().equals("true") ? all : 1;
    }
    return Amounts.count(parallel, "parallel", 1, scope);
  }

  /** Runs branches side by side. Returns the first failure. */
  @Nullable Failure together(
      Key key, List<Gathering.Branch> branches, int atOnce, Context context) {
    var stop = world.stopped(key) ? context.stop().stopped() : context.stop().below();
    var inside = context.stoppedBy(stop);
    var gathering = new Gathering(Math.max(1, atOnce), stop, () -> world.stop(key));
    List<Runnable> work = new ArrayList<>();
    branches.forEach(branch -> work.add(() -> gathering.run(keepingAnswers(branch), inside)));
    world.branches(work, Math.max(1, atOnce));
    return gathering.result();
  }

  /** The other branches may go on for hours. */
  private Gathering.Branch keepingAnswers(Gathering.Branch branch) {
    return context -> {
      try {
        return branch.run(context);
      } finally {
        world.keepAnswers();
      }
    };
  }

  /** Runs steps one after the other, up to the first failure, and returns that. */
  @Nullable Failure sequence(List<Step> steps, Context context) {
    for (var step : steps) {
      if (step(step, context) instanceof Ended.Failed failed && !failed.tolerated()) {
        return failed.failure();
      }
      if (selection.endsAfter(step, context)) {
        throw new Halt(Halt.Why.REACHED);
      }
    }
    return null;
  }

  /** Returns null if the rescue succeeded, else the first failure. */
  private @Nullable Failure rescue(Work.Group group, Failure failure, Context context) {
    var again = sequence(group.rescue(), context.with("error", Result.of(failure.value())));
    if (again == null) {
      world.abandon(keys(group.steps(), context), context);
      return null;
    }
    var rescued = keys(group.rescue(), context);
    return failure.with(new Failure.Trail(rescued, List.of(), rescued));
  }

  private @Nullable Failure close(
      Work.Group group, Key key, Context context, @Nullable Failure failure) {
    return group.always().isEmpty()
        ? null
        : sequence(group.always(), context.with("error", world.error(key, failure)));
  }

  private static Failure.Trail again(List<Step> steps, Context context) {
    return Failure.Trail.again(keys(steps, context));
  }

  private static List<String> roots(Step step, Key key, Context context) {
    var roots = new ArrayList<>(List.of(key.text()));
    if (step.work() instanceof Work.Group) {
      roots.addAll(keys(List.of(step), context));
    }
    return roots;
  }

  /** Returns the keys of steps and of all steps in them. */
  static List<String> keys(List<Step> steps, Context context) {
    var ids = new ArrayList<String>();
    steps.forEach(step -> StepScope.addIds(step, ids));
    return ids.stream().map(id -> context.key(id).text()).toList();
  }

  private Ended skipAll(Step step, Ended ended, Context context) {
    world.leave(context.key(step.id().text()), step, ended, false);
    context.layer().put(step.id().text(), new Layer.State.Once(ended));
    skipInside(step, ended, context);
    return ended;
  }

  /** The steps in a group that was left out were left out, too. */
  private void skipInside(Step step, Ended ended, Context context) {
    if (step.work() instanceof Work.Group group) {
      for (var steps : List.of(group.steps(), group.rescue(), group.always())) {
        for (var inner : steps) {
          var own = selection.leftOut(inner, context).orElse(ended);
          context.layer().put(inner.id().text(), new Layer.State.Once(own));
          skipInside(inner, ended, context);
        }
      }
    }
  }

  StepScope scope(Context context, Key key, String part) {
    return new StepScope(context, () -> world.now(key, part));
  }
}
