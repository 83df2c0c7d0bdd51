package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Values;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a step would do, as far as that is known before anybody is asked. */
final class PreviewWork {
  private final PreviewActions actions;

  PreviewWork(PreviewActions actions) {
    this.actions = actions;
  }

  PreviewStep.Doing of(Step step, Context context, Key key, StepScope scope)
      throws EvaluationException {
    var work = step.work();
    if (work instanceof Work.Group group) {
      return group(group, scope);
    }
    if (work instanceof Work.Call call) {
      return call(call, step, context, key, scope);
    }
    if (work instanceof Work.Act act) {
      var name = act.action().text();
      return new PreviewStep.Act(name, null, name, Map.of(), Set.of(), null, List.of());
    }
    if (work instanceof Work.Assert check) {
      return new PreviewStep.Check(check.condition().text().strip(), Set.of());
    }
    if (work instanceof Work.Wait wait) {
      return new PreviewStep.Pass(text(wait.value(), scope));
    }
    return work instanceof Work.WaitUntil next
        ? new PreviewStep.Pass("until " + time(next, scope))
        : new PreviewStep.Fail();
  }

  static String text(Value value, StepScope scope) throws EvaluationException {
    return Values.text(Giving.shown(Evaluation.of(value, scope)));
  }

  private static PreviewStep.Group group(Work.Group group, StepScope scope)
      throws EvaluationException {
    var parallel = group.parallel();
    var all = group.steps().size();
    return new PreviewStep.Group(
        parallel == null ? 1 : Math.min(all, Interpreter.atOnce(parallel, all, scope)), List.of());
  }

  private static String time(Work.WaitUntil next, StepScope scope) throws EvaluationException {
    var until = text(next.until(), scope);
    return next.zone() == null ? until : until + " " + text(next.zone(), scope);
  }

  private PreviewStep.Call call(
      Work.Call call, Step step, Context context, Key key, StepScope scope)
      throws EvaluationException {
    var given = new LinkedHashMap<String, @Nullable Object>();
    for (var entry : call.with().entries()) {
      if (!isConnection(entry.value())) {
        given.put(entry.key().text(), Giving.shown(Evaluation.of(entry.value(), scope)));
      }
    }
    var done = context.with("output", Result.unknown(key.text()));
    return new PreviewStep.Call(call.file().text(), given, undo(call, step, done), List.of());
  }

  /** A connection is given by name, it is no value. */
  private static boolean isConnection(Value value) {
    return value instanceof Value.Scalar scalar
        && scalar.template().expressions().stream()
            .flatMap(expression -> expression.references().stream())
            .anyMatch(reference -> reference.path().get(0).equals("connections"));
  }

  private @Nullable String undo(Work.Call call, Step step, Context done)
      throws EvaluationException {
    var undo = step.settings().undo();
    if (undo instanceof Step.Undo.Other other) {
      return actions.text(other.action().text(), other.with(), step, done);
    }
    if (undo instanceof Step.Undo.Same same) {
      var with = new Arguments(actions.plan(), () -> Result.unknown(RunFacts.NOW));
      var given = with.evaluate(Plan.merged(call.with(), same), done);
      var changed = new LinkedHashMap<String, @Nullable Object>();
      for (var entry : same.with().entries()) {
        var name = entry.key().text();
        changed.put(name, Giving.shown(given.entries().getOrDefault(name, given)));
      }
      return "the same with " + PreviewActions.words(changed);
    }
    return undo instanceof Step.Undo.None ? PreviewStep.Call.NONE : null;
  }
}
