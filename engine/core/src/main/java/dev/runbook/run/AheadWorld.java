package dev.runbook.run;

import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The world of a dry run that begins in the middle of a run: what is recorded has happened, and the
 * rest is foreseen. It changes nothing.
 */
final class AheadWorld extends PreviewWorld {
  private final Recorded recorded;
  private final PreviewTree tree;
  private final Effects effects;
  private final Map<Key, Integer> passes = new HashMap<>();
  private boolean asksAgain;

  AheadWorld(
      Instant now,
      Recorded recorded,
      PreviewTree tree,
      PreviewActions actions,
      PreviewGates gates,
      Effects effects) {
    super(now, tree, actions, gates);
    this.recorded = recorded;
    this.tree = tree;
    this.effects = effects;
  }

  @Override
  public Optional<Ended> recorded(Key key, Step step, Context context) {
    return recorded.ended(key, step);
  }

  @Override
  public Optional<Ended> answered(Attempt attempt, Step step) {
    return recorded.answered(attempt, step);
  }

  @Override
  public Result decide(Key key, String what, Question question) throws EvaluationException {
    var before = recorded.decided(key, what);
    return super.decide(key, what, before.isPresent() ? before::get : question);
  }

  @Override
  public Result now(Key key, String part) {
    return recorded.now(key, part).orElseGet(() -> super.now(key, part));
  }

  @Override
  public boolean entered(Key key) {
    return recorded.entered(key);
  }

  @Override
  public Optional<Failure> left(Key key, Step step) {
    return recorded.left(key, step);
  }

  @Override
  public Optional<String> late(Key key) {
    return recorded.late(key);
  }

  @Override
  public boolean stopped(Key key) {
    return recorded.stopped(key);
  }

  @Override
  public Optional<Ended> called(Key key) {
    return effects.called(key.text()).map(Ended.Succeeded::new);
  }

  /**
   * The pauses that are over are passed; after them a step is looked at as in any dry run. But what
   * a group waits for may be another choice in it, which nobody can foresee.
   */
  @Override
  public void pass(Pause pause, Context context) {
    var before = recorded.records().find(pause.key()).map(r -> r.attempts.size()).orElse(0);
    if (passes.merge(pause.key(), 1, Integer::sum) <= before) {
      return;
    }
    if (pause.step().work() instanceof Work.Group && pause.step().settings().until() != null) {
      asksAgain = true;
      throw new Halt(Halt.Why.REACHED);
    }
    super.pass(pause, context);
  }

  /** Returns whether a group begins anew, and the gate in it is asked again. */
  boolean asksAgain() {
    return asksAgain;
  }

  @Override
  public Ended rollback(Key key, Step step, Work.Rollback rollback, Context context) {
    var undo = PreviewUndo.of(rollback, context, tree.latestFirst());
    var undos = new ArrayList<>(undo.undos());
    var kept = new ArrayList<>(undo.kept());
    var roots = TakingBack.roots(rollback, context);
    for (var finished : Undoing.finished(recorded.records(), roots)) {
      if (finished.undo() == null) {
        kept.add(finished.key() + how(finished.state()));
      } else {
        undos.add(finished.key() + ": " + Undoing.text(finished.undo()));
      }
    }
    tree.here().doing = new PreviewStep.TakeBack(undo.ids(), undos, kept);
    return Ended.succeeded();
  }

  private static String how(TakenBack.State state) {
    return switch (state) {
      case FINISHED -> "";
      case FAILED -> " (failed)";
      case CUT_OFF -> " (cut off)";
    };
  }

  /** Only what surely comes is of interest, and a failure does not. */
  @Override
  public void foresee(Key key, Consumer<Result> rescue) {}
}
