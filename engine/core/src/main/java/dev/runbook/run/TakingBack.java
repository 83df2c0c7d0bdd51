package dev.runbook.run;

import dev.runbook.expression.EvaluationException;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes finished steps back, the last one first. */
final class TakingBack {
  private final Local local;
  private final World world;
  private final Performer performer;

  TakingBack(Local local, World world, Performer performer) {
    this.local = local;
    this.world = world;
    this.performer = performer;
  }

  /** Carries out a {@code rollback} step. */
  Ended rollback(Key key, Step step, Work.Rollback rollback, Context context) {
    return all(Undoing.finished(local.records(), roots(rollback, context)), key, step, context);
  }

  /** Returns the keys of the steps that a {@code rollback} step takes back, with all in them. */
  static List<String> roots(Work.Rollback rollback, Context context) {
    var roots = new ArrayList<String>();
    rollback.steps().forEach(id -> roots.addAll(keysIn(id.text(), context)));
    return roots;
  }

  private static List<String> keysIn(String id, Context context) {
    var runbook = context.frame().runbook();
    for (var steps : List.of(runbook.steps(), runbook.rescue(), runbook.always())) {
      var found = Steps.find(steps, id);
      if (found.isPresent()) {
        return context.outwards().stream()
            .flatMap(place -> Interpreter.keys(List.of(found.get()), place).stream())
            .toList();
      }
    }
    return List.of(context.key(id).text());
  }

  /** Takes steps back one after the other, up to the first failure. */
  Ended all(List<Undoing.Finished> steps, Key key, Step step, Context context) {
    for (var finished : steps) {
      context.stop().check();
      if (finished.undo() != null
          && one(finished, finished.undo(), context) instanceof Ended.Failed failed) {
        return notTakenBack(finished, failed.failure(), key, step);
      }
    }
    for (var line : Staying.of(steps.stream().map(Undoing.Finished::shown).toList()).lines()) {
      local.tell(new Progress.Output(key.text(), line));
    }
    return Ended.succeeded();
  }

  private static Ended notTakenBack(
      Undoing.Finished finished, Failure failure, Key key, Step step) {
    var reason = "`" + finished.key() + "` was not taken back: " + failure.reason();
    return Ended.failed(
        Failures.of(key, failure.kind(), reason, Failures.place(step), failure.hint())
            .with(failure.trail()));
  }

  private Ended one(Undoing.Finished finished, Map<String, ?> undo, Context context) {
    var key = Undoing.undo(new Key(finished.key()));
    var top = local.plan().top();
    var step = Sealing.isWritten(undo) ? Steps.sensitive(top) : Steps.unwritten(top);
    var began = local.clock().instant();
    local.tell(new Progress.Began(key.text(), step, Undoing.text(undo)));
    Ended ended;
    try {
      refuseMissing(undo, step);
      ended =
          undo.containsKey("call")
              ? call(key, undo, step, context)
              : act(key, step, context, () -> bound(finished.key(), undo, step, context));
    } catch (EvaluationException e) {
      ended = Ended.failed(Failures.of(key, e));
    }
    if (ended instanceof Ended.Failed failed && failed.failure().step().equals(key.text())) {
      ended = Ended.failed(failed.failure().with(Failure.Trail.again(List.of(key.text()))));
    }
    var took = Duration.between(began, local.clock().instant());
    local.tell(new Progress.Ends(key.text(), step, ended, took));
    return ended;
  }

  private void refuseMissing(Map<String, ?> undo, Step step) throws EvaluationException {
    var missing = local.secrets().missing(undo);
    if (!missing.isEmpty()) {
      var first = missing.get(0);
      throw new EvaluationException(Failures.place(step), first.reason(), first.hint());
    }
  }

  /** What takes a step back, made again from what is recorded. */
  private interface Made {
    Performer.Bound again() throws EvaluationException;
  }

  private Ended act(Key key, Step step, Context context, Made made) throws EvaluationException {
    var recorded = world.recorded(key, step, context);
    return recorded.isPresent()
        ? recorded.get()
        : performer.carryOut(new Attempt(key, 1, 1, true), step, made.again(), context);
  }

  private Performer.Bound bound(String key, Map<String, ?> undo, Step step, Context context)
      throws EvaluationException {
    return Sealing.isWritten(undo)
        ? new SensitiveUndo(local).open(undo, new Key(key), step, context.frame())
        : new Sealing(local).open(undo, Undoing.undo(new Key(key)).text(), step);
  }

  private Ended call(Key key, Map<String, ?> undo, Step step, Context context)
      throws EvaluationException {
    var frame = new SealedCall(local).open(undo, key.text());
    var calling = new Calling(local.plan(), world, local.secrets());
    var inside = context.inside(frame, key.inside());
    var ended =
        new Interpreter(world, Selection.ALL, calling).runbook(frame.runbook(), key, step, inside);
    if (ended instanceof Ended.Succeeded) {
      local.writing().answer("step.ended", key.text(), Encoding.of(ended));
    }
    return ended;
  }
}
