package dev.runbook.plan;

import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Type;
import dev.runbook.model.Declaration.Kind;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import dev.runbook.text.Span;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks one step, not the steps in it. */
final class StepCheck {
  private final Plan plan;
  private final FileTypes file;
  private final Loops loops;
  private final Place place;
  private final Step step;
  private final Problems problems;
  private final ValueCheck values;

  StepCheck(Plan plan, FileTypes file, Loops loops, Place place, Problems problems) {
    this.plan = plan;
    this.file = file;
    this.loops = loops;
    this.place = place;
    this.step = place.step();
    this.problems = problems;
    this.values = new ValueCheck(problems);
  }

  void check() {
    loops.check(place);
    var outside = loops.around(place, Viewpoint.before(place));
    var before = loops.within(place, Viewpoint.before(place));
    values.integer("max_parallel", step.settings().maxParallel(), outside.names());
    values.text(step.name(), before.names());
    condition(step.settings().when(), before);
    checkTiming(step.settings(), before);
    checkWork(before);
    var after = loops.within(place, Viewpoint.after(place)).with("output", output());
    condition(step.settings().until(), after);
    condition(step.settings().assertion(), after);
    values.text(step.settings().message(), after.names());
    checkUndo(after);
    checkDoneIf(before);
  }

  private void condition(@Nullable Expression condition, Scene scene) {
    if (condition != null) {
      condition.checkCondition(scene.names(), problems);
    }
  }

  private void checkTiming(Step.Settings settings, Scene scene) {
    values.duration("timeout", settings.timeout(), scene.names());
    values.duration("every", settings.every(), scene.names());
    values.integer("in_a_row", settings.inARow(), scene.names());
    if (settings.retry() != null) {
      values.retry(settings.retry(), scene);
    }
  }

  /** Returns what {@code output} is for the step's own conditions. */
  private Type output() {
    if (step.settings().sensitive()) {
      return new Type.Wrong("the output of a sensitive step cannot be used", null);
    }
    return step.work() instanceof Work.Act || step.work() instanceof Work.Call
        ? file.output(place)
        : new Type.Wrong("only actions and calls have an `output`", "read `steps.ID.outputs`");
  }

  private void checkWork(Scene scene) {
    var work = step.work();
    if (work instanceof Work.Act act) {
      checkAction(act.action(), act.with(), step.id().span(), scene);
    } else if (work instanceof Work.Call call) {
      checkCall(call, call.with(), scene);
    } else if (work instanceof Work.Gate gate) {
      checkGate(gate, scene);
    } else if (work instanceof Work.Wait wait) {
      checkWait(wait, scene);
    } else if (work instanceof Work.WaitUntil wait) {
      values.computed("until", Kind.STRING, wait.until(), scene.names());
      values.computed("zone", Kind.STRING, wait.zone(), scene.names());
    } else if (work instanceof Work.Assert check) {
      condition(check.condition(), scene);
      values.text(check.message(), scene.names());
    } else if (work instanceof Work.Group group) {
      checkParallel(group, scene);
    } else if (work instanceof Work.Rollback rollback) {
      rollback.steps().forEach(this::checkRollback);
    }
  }

  private void checkAction(Word action, Value.Entries with, Span owner, Scene scene) {
    if (action.text().isEmpty()) {
      return; // the loader has said why it could not be read
    }
    var names = scene.withSecrets(file).names();
    var type = plan.catalog().action(action.text());
    if (type.isEmpty()) {
      unknownAction(action);
      Evaluation.checked(with, names, problems);
    } else {
      type.get().check(with, owner, names, this::connection, problems);
      new ShellCheck(file, place, names, problems).check(with, type.get().shellTexts());
    }
  }

  private void unknownAction(Word action) {
    var names = plan.catalog().actions().stream().map(ActionType::name).toList();
    var tool = action.text().replaceAll("\\..*", ".");
    var same = names.stream().filter(name -> name.startsWith(tool)).toList();
    problems.error(
        action.span(),
        "no action `" + action + "`",
        Spelling.didYouMean(action.text(), names)
            .orElse(
                same.isEmpty()
                    ? "`runbook actions` lists what is installed"
                    : "write " + Words.or(same)));
  }

  /** The settings are not read while a step is checked: it is enough that there are some. */
  private Optional<Given.Entries> connection(
      String type, @Nullable String name, boolean required, Span span, Problems own) {
    return plan.connection(file.runbook, type, name, required, span, own)
        .map(found -> new Given.Entries(Map.of(), Map.of(), found.name().span()));
  }

  private void checkCall(Work.Call call, Value.Entries with, Scene scene) {
    var called = file.called(call);
    if (called.isEmpty()) {
      Evaluation.checked(with, scene.withSecrets(file).names(), problems);
      return; // the loader has said why it could not be read
    }
    new CallCheck(file, called.get(), call, problems).check(step.id().span(), with, scene);
  }

  private void checkGate(Work.Gate gate, Scene scene) {
    values.text(gate.ask(), scene.names());
    gate.show().forEach(entry -> values.text(entry.value(), scene.names()));
    gate.fields().forEach(field -> values.field(field, scene.names()));
    values.duration("timeout", gate.timeout(), scene.names());
    values.integer("approvals", gate.approvals(), scene.names());
  }

  private void checkWait(Work.Wait wait, Scene scene) {
    if (wait.value() instanceof Value.Scalar scalar && scalar.template().constant().isPresent()) {
      return; // the loader has read it
    }
    var type = values.type(wait.value(), scene.names());
    var fits =
        type == Type.Plain.ANY
            || type == Type.Plain.DURATION
            || type == Type.Plain.INSTANT
            || type == Type.Plain.TEXT;
    if (!fits) {
      problems.error(
          wait.value().span(), "`wait` wants a duration or an instant", unit(wait.value(), type));
    }
  }

  private static @Nullable String unit(Value value, Type type) {
    return type == Type.Plain.NUMBER && value instanceof Value.Scalar scalar
        ? "write its unit: " + Words.name("'" + scalar.template().excerpt().text() + "s'")
        : null;
  }

  private void checkParallel(Work.Group group, Scene scene) {
    if (group.parallel() != null) {
      values.computed("parallel", Kind.INTEGER, group.parallel(), scene.names());
    }
  }

  private void checkRollback(Word id) {
    var found = file.index.find(id.text());
    if (found.isEmpty()) {
      var hint = Spelling.didYouMean(id.text(), file.index.ids()).orElse(null);
      problems.error(id.span(), "no step `" + id + "`", hint);
      return;
    }
    var hidden = Viewpoint.before(place).hides(found.get());
    hidden.ifPresent(why -> problems.error(id.span(), why, "only finished steps are undone"));
  }

  private void checkUndo(Scene after) {
    var undo = step.settings().undo();
    if (undo instanceof Step.Undo.Other other) {
      checkAction(other.action(), other.with(), other.span(), after);
    } else if (undo instanceof Step.Undo.Same same) {
      var own = new Problems();
      new StepCheck(plan, file, loops, place, own).checkSame(same, after);
      var known = problems.inFileOrder();
      problems.addAll(own.inFileOrder().stream().filter(one -> !known.contains(one)).toList());
    }
  }

  private void checkSame(Step.Undo.Same undo, Scene after) {
    if (step.work() instanceof Work.Act act) {
      checkAction(act.action(), Plan.merged(act.with(), undo), step.id().span(), after);
    } else if (step.work() instanceof Work.Call call) {
      checkCall(call, Plan.merged(call.with(), undo), after);
    }
  }

  private void checkDoneIf(Scene before) {
    var question = step.settings().doneIf();
    if (question == null) {
      return;
    }
    checkAction(question.action(), question.with(), question.span(), before);
    var output = file.output(question.action().text(), "action `" + question.action() + "`");
    condition(question.is(), before.with("output", output));
  }
}
