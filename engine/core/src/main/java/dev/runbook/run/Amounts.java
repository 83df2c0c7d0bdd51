package dev.runbook.run;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Scope;
import dev.runbook.model.Declaration;
import dev.runbook.model.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the numbers and durations among a step's settings; empty where unknown. */
final class Amounts {
  private Amounts() {}

  static Optional<Duration> duration(@Nullable Value value, String what, Scope scope)
      throws EvaluationException {
    return read(value, Declaration.Kind.DURATION, what, scope).map(Duration.class::cast);
  }

  static Optional<Instant> instant(Value value, Scope scope) throws EvaluationException {
    return read(value, Declaration.Kind.INSTANT, "wait", scope).map(Instant.class::cast);
  }

  static Optional<BigDecimal> number(@Nullable Value value, String what, Scope scope)
      throws EvaluationException {
    return read(value, Declaration.Kind.NUMBER, what, scope).map(BigDecimal.class::cast);
  }

  /** Returns a count of at least 1. */
  static int count(@Nullable Value value, String what, int otherwise, Scope scope)
      throws EvaluationException {
    var number = read(value, Declaration.Kind.INTEGER, what, scope).map(BigDecimal.class::cast);
    if (number.isPresent() && number.get().compareTo(BigDecimal.ONE) < 0) {
      var span = Objects.requireNonNull(value).span();
      throw new EvaluationException(span, "`" + what + "` is at least 1", null);
    }
    return number
        .map(n -> n.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue())
        .orElse(otherwise);
  }

  private static Optional<Object> read(
      @Nullable Value value, Declaration.Kind kind, String what, Scope scope)
      throws EvaluationException {
    if (value == null) {
      return Optional.empty();
    }
    Given given = Evaluation.of(value, scope);
    var problems = new Problems();
    var bound = Binding.read(Declaration.Shape.of(kind), what, given, problems);
    refuse(problems, given);
    return bound.flatMap(b -> Optional.ofNullable(b.value()));
  }

  /** Throws the first of the errors found, if any. */
  static void refuse(Problems problems, Given given) throws EvaluationException {
    for (var problem : problems.inFileOrder()) {
      if (problem.isError()) {
        throw error(problem, given);
      }
    }
  }

  private static EvaluationException error(Diagnostic problem, Given given) {
    var span = problem.span() == null ? given.span() : problem.span();
    return new EvaluationException(span, problem.message(), problem.hint());
  }
}
