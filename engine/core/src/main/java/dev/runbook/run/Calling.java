package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The {@code call} steps: another runbook as one step. */
final class Calling {
  private final Plan plan;
  private final World world;
  private final Frame.SecretStore secrets;

  Calling(Plan plan, World world, Frame.SecretStore secrets) {
    this.plan = plan;
    this.world = world;
    this.secrets = secrets;
  }

  Ended call(Interpreter interpreter, Work.Call call, Step step, Attempt attempt, Context context)
      throws EvaluationException {
    var whole = world.called(attempt.key());
    if (whole.isPresent()) {
      return whole.get();
    }
    var key = attempt.key().pass(attempt.pass()).attempt(attempt.number());
    var frame = frame(call, call.with(), key, context);
    var inside = context.inside(frame, key.inside());
    var ended = interpreter.runbook(frame.runbook(), key, step, inside);
    if (ended instanceof Ended.Failed failed) {
      return Ended.failed(failed.failure().with(Failure.Trail.reopen(attempt.key().text())));
    }
    return outputs(interpreter, key, inside);
  }

  /** Returns the called runbook with what it is given. */
  Frame frame(Work.Call call, Value.Entries with, Key key, Context context)
      throws EvaluationException {
    var inner = plan.called(context.frame().runbook(), call);
    var scope = new StepScope(context, () -> world.now(key, "with"));
    return context
        .frame()
        .called(
            inner,
            inputs(inner, with, key, scope, context),
            givenSecrets(inner, with, scope),
            givenConnections(inner, with),
            secrets);
  }

  /** Returns what a runbook gives whose steps have succeeded. */
  static Ended outputs(Interpreter interpreter, Key key, Context inside)
      throws EvaluationException {
    var values = new LinkedHashMap<String, @Nullable Object>();
    var after = new TreeSet<String>();
    var results = new LinkedHashMap<String, Result>();
    for (var output : inside.frame().runbook().outputs()) {
      var scope = interpreter.scope(inside, key, "outputs");
      var result = Giving.result(Evaluation.of(output.value(), scope));
      results.put(output.name().text(), result);
      if (result instanceof Result.Unknown unknown) {
        after.addAll(unknown.after());
      } else if (result instanceof Result.Known known) {
        values.put(output.name().text(), known.value());
      }
    }
    return after.isEmpty() ? new Ended.Succeeded(values) : new Ended.Unknown(after, false, results);
  }

  /** Inputs are decided once; secret ones are read again each time, for they are kept nowhere. */
  private Map<String, Result> inputs(
      Runbook inner, Value.Entries with, Key key, StepScope scope, Context context)
      throws EvaluationException {
    var fresh = new LinkedHashMap<String, Result>();
    var recorded =
        world.decide(
            key,
            "inputs",
            () -> {
              fresh.putAll(read(inner, with, scope, context));
              return fresh.values().stream().allMatch(Result.Known.class::isInstance)
                  ? Result.of(Inputs.storable(inner, fresh))
                  : new Result.Unknown(Set.of());
            });
    if (fresh.isEmpty() && recorded instanceof Result.Known known) {
      return restored(inner, (Map<?, ?>) known.value(), with, scope, context);
    }
    return fresh;
  }

  private static Map<String, Result> restored(
      Runbook inner,
      @Nullable Map<?, ?> recorded,
      Value.Entries with,
      StepScope scope,
      Context context)
      throws EvaluationException {
    var secret = inner.inputs().stream().anyMatch(i -> i.shape().kind() == Declaration.Kind.SECRET);
    var values = secret ? read(inner, with, scope, context) : new LinkedHashMap<String, Result>();
    if (recorded != null) {
      recorded.forEach((name, value) -> values.put(String.valueOf(name), Result.of(value)));
    }
    return values;
  }

  private static Map<String, Result> read(
      Runbook inner, Value.Entries with, StepScope scope, Context context)
      throws EvaluationException {
    var problems = new Problems();
    var values =
        new Inputs(inner, context.frame().run(), problems)
            .read(input -> given(input, with, scope, context.frame()));
    Amounts.refuse(problems, new Given.Fixed(null, with.span()));
    return values;
  }

  /** By {@code with}; without it, an input without a default comes from the caller by name. */
  private static Optional<Given> given(
      Declaration input, Value.Entries with, StepScope scope, Frame caller)
      throws EvaluationException {
    var name = input.name().text();
    var entry = with.entry(name);
    if (entry.isPresent()) {
      return Optional.of(Evaluation.of(entry.get().value(), scope));
    }
    if (input.defaultValue() != null) {
      return Optional.empty();
    }
    var same = caller.input(name);
    if (same instanceof Result.Unknown unknown) {
      return Optional.of(new Given.Unknown(List.copyOf(unknown.after()), input.name().span()));
    }
    return same instanceof Result.Known known
        ? Optional.of(new Given.Fixed(known.value(), input.name().span()))
        : Optional.empty();
  }

  private static Map<String, Result> givenSecrets(
      Runbook inner, Value.Entries with, StepScope scope) throws EvaluationException {
    var given = new LinkedHashMap<String, Result>();
    for (var secret : inner.secrets()) {
      var entry = with.entry(secret.name().text());
      if (entry.isPresent()) {
        given.put(secret.name().text(), Giving.result(Evaluation.of(entry.get().value(), scope)));
      }
    }
    return given;
  }

  private static Map<String, String> givenConnections(Runbook inner, Value.Entries with) {
    var given = new LinkedHashMap<String, String>();
    for (var connection : inner.connections()) {
      var name = connection.name().text();
      given.put(name, connectionFor(name, with));
    }
    return given;
  }

  /** Returns what the caller calls a connection that is given: the same unless it says so. */
  static String connectionFor(String name, Value.Entries with) {
    return with.entry(name).flatMap(entry -> connectionNamed(entry.value())).orElse(name);
  }

  /** Returns NAME of <code>${connections.NAME}</code>. */
  private static Optional<String> connectionNamed(Value value) {
    if (!(value instanceof Value.Scalar scalar)) {
      return Optional.empty();
    }
    return scalar
        .template()
        .single()
        .map(expression -> expression.references())
        .filter(references -> references.size() == 1)
        .map(references -> references.get(0).path())
        .filter(path -> path.size() == 2 && path.get(0).equals("connections"))
        .map(path -> path.get(1));
  }
}
