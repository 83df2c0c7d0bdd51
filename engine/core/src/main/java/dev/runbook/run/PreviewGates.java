package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Namespace;
import dev.runbook.expression.Result;
import dev.runbook.expression.Scope;
import dev.runbook.expression.Values;
import dev.runbook.journal.Decision;
import dev.runbook.model.Declaration;
import dev.runbook.model.Step;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a dry run says of gates, and of what depends on the choices at them. */
final class PreviewGates {
  private static final List<String> PLAIN = List.of(Decision.APPROVE, Decision.REJECT);

  private final Map<String, String> yes;
  private final Map<String, Gate> asked = new LinkedHashMap<>();

  /**
   * Begins without any gate.
   *
   * @param yes the starter's own decisions, by the key of the gate
   */
  PreviewGates(Map<String, String> yes) {
    this.yes = yes;
  }

  /** A gate whose choice is not known. */
  private record Gate(String id, List<String> choices) {}

  PreviewStep.Ask ask(Key key, Work.Gate gate, StepScope scope) throws EvaluationException {
    var choices = gate.choices().stream().map(Word::text).toList();
    return new PreviewStep.Ask(
        Values.text(Giving.shown(Evaluation.of(gate.ask(), scope))),
        choices.isEmpty() ? PLAIN : choices,
        gate.fields().stream().map(Declaration::name).map(Word::text).toList(),
        rules(gate, scope),
        late(gate, scope),
        yes.get(key.text()));
  }

  private static List<String> rules(Work.Gate gate, StepScope scope) throws EvaluationException {
    var rules = new ArrayList<String>();
    var approvals = Amounts.count(gate.approvals(), "approvals", 1, scope);
    if (approvals > 1) {
      rules.add(approvals + " different people");
    }
    if (gate.notSelf()) {
      rules.add("not by who started the run");
    }
    if (!gate.approvers().isEmpty()) {
      rules.add("by " + Words.or(gate.approvers().stream().map(Word::text).toList()));
    }
    return rules;
  }

  private static @Nullable String late(Work.Gate gate, StepScope scope) throws EvaluationException {
    var timeout = new PreviewLimits(scope).duration(gate.timeout(), "timeout");
    var choice = gate.onTimeout();
    return timeout == null
        ? null
        : "nobody within " + timeout + ": " + (choice == null ? "it fails" : choice.text());
  }

  /** Returns how a gate ends: its outputs are known once a person has decided. */
  Ended end(Key key, Step step, PreviewStep.Ask ask) {
    var after = Set.of(key.text());
    var given = ask.given();
    if (given == null) {
      asked.put(key.text(), new Gate(step.id().text(), ask.choices()));
      return new Ended.Unknown(after, false);
    }
    return given.equals(Decision.REJECT)
        ? Ended.failed(
            Failures.of(key, Failure.Kind.REJECTED, "it is rejected", Failures.place(step), null))
        : new Ended.Unknown(after, false, Map.of("choice", Result.of(given)));
  }

  /** Returns when a step runs whose condition is not known yet. */
  PreviewStep.Condition condition(Expression when, Result.Unknown unknown, StepScope scope) {
    var text = when.text().strip();
    var key = unknown.after().size() == 1 ? unknown.after().iterator().next() : "";
    var gate = asked.get(key);
    var choices = gate == null ? List.<String>of() : choices(when, gate, scope);
    return new PreviewStep.Condition(
        text, unknown.after(), choices.isEmpty() ? null : key, choices);
  }

  /** Returns the choices with which the condition holds; none if it depends on more than that. */
  private static List<String> choices(Expression when, Gate gate, StepScope scope) {
    var choices = new ArrayList<String>();
    for (var choice : gate.choices()) {
      try {
        var result = when.evaluateCondition(new Chosen(scope, gate.id(), choice));
        if (!(result instanceof Result.Known known)) {
          return List.of();
        }
        if (Boolean.TRUE.equals(known.value())) {
          choices.add(choice);
        }
      } catch (EvaluationException | StepScope.BadVariable e) {
        return List.of();
      }
    }
    return choices;
  }

  /** What a step sees if that choice was made at that gate. */
  private record Chosen(Scope scope, String id, String choice) implements Scope {
    @Override
    public Result root(String name) {
      var found = scope.root(name);
      return name.equals("steps") ? over(found, id, this::step) : found;
    }

    private Result step(Result step) {
      return over(step, "outputs", outputs -> over(outputs, "choice", old -> Result.of(choice)));
    }

    @Override
    public Result now() {
      return scope.now();
    }

    /** Something that stands in the place of a result. */
    private interface Change {
      Result of(Result old);
    }

    /** Returns a namespace in which one name means something else. */
    private static Result over(Result names, String changed, Change change) {
      var below =
          names instanceof Result.Known known && known.value() instanceof Namespace namespace
              ? namespace
              : Frame.names(name -> names, List::of);
      return Result.of(
          new Namespace() {
            @Override
            public Result get(String name) {
              var old = below.get(name);
              return name.equals(changed) ? change.of(old) : old;
            }

            @Override
            public Collection<String> names() {
              return below.names();
            }
          });
    }
  }
}
