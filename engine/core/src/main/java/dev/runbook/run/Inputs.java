package dev.runbook.run;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Scope;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the inputs of a runbook: what was given, else the default, which may name earlier inputs.
 */
final class Inputs {
  private final Runbook runbook;
  private final RunFacts run;
  private final Problems problems;

  Inputs(Runbook runbook, RunFacts run, Problems problems) {
    this.runbook = runbook;
    this.run = run;
    this.problems = problems;
  }

  /** What was given from outside. */
  interface Giver {
    /** Returns the value; {@link Given.Unknown} where only a preview does without. */
    Optional<Given> given(Declaration input) throws EvaluationException;
  }

  /** Returns each input's value; one that is wrong or missing is reported, and unknown. */
  Map<String, Result> read(Giver giver) {
    var values = new LinkedHashMap<String, Result>();
    for (var input : runbook.inputs()) {
      values.put(input.name().text(), one(input, giver, values));
    }
    return values;
  }

  private Result one(Declaration input, Giver giver, Map<String, Result> before) {
    try {
      var given = giver.given(input);
      return given.isPresent() ? bind(input, given.get()) : byDefault(input, before);
    } catch (EvaluationException e) {
      problems.add(e.diagnostic());
      return unknown(input);
    }
  }

  private Result byDefault(Declaration input, Map<String, Result> before)
      throws EvaluationException {
    if (input.defaultValue() != null) {
      return bind(input, Evaluation.of(input.defaultValue(), new Before(before, run)));
    }
    if (!input.required()) {
      return Result.of(null);
    }
    var name = input.name().text();
    problems.error(
        input.name().span(),
        "input `" + name + "` is not given",
        "give it: `-i " + name + "=VALUE`, or in a site file");
    return unknown(input);
  }

  private Result bind(Declaration input, Given given) {
    if (Giving.result(given) instanceof Result.Unknown unknown) {
      return unknown;
    }
    return Binding.read(input, given, problems)
        .map(bound -> Result.of(bound.value()))
        .orElseGet(() -> unknown(input));
  }

  private static Result unknown(Declaration input) {
    return new Result.Unknown(Set.of("input " + input.name()));
  }

  /** What a default sees: the inputs declared before it, and the run. */
  private record Before(Map<String, Result> inputs, RunFacts run) implements Scope {
    @Override
    public Result root(String name) {
      return switch (name) {
        case "inputs" -> Result.of(Frame.names(this::input, inputs::keySet));
        case "run" -> Result.of(run);
        default -> new Result.Missing("`" + name + "` has no meaning in a default", null);
      };
    }

    private Result input(String name) {
      return inputs.getOrDefault(
          name,
          new Result.Missing(
              "input `" + name + "` is declared later", "declare it before the one that uses it"));
    }

    @Override
    public Result now() {
      return Result.of(run.startedAt());
    }
  }

  /** Returns the values that a journal may keep: all but secrets. */
  static Map<String, @Nullable Object> storable(Runbook runbook, Map<String, Result> values) {
    var kept = new LinkedHashMap<String, @Nullable Object>();
    for (var input : runbook.inputs()) {
      var name = input.name().text();
      if (input.shape().kind() != Declaration.Kind.SECRET
          && values.get(name) instanceof Result.Known known) {
        kept.put(name, known.value());
      }
    }
    return kept;
  }
}
