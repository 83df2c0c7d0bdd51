package dev.runbook.run;

import dev.runbook.expression.EvaluationException;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import dev.runbook.text.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes failures of single steps. */
final class Failures {
  private Failures() {}

  static Failure of(Key key, Failure.Kind kind, String reason, Span span, @Nullable String hint) {
    return of(key, kind, reason, span, hint, Map.of());
  }

  static Failure of(
      Key key,
      Failure.Kind kind,
      String reason,
      Span span,
      @Nullable String hint,
      Map<String, @Nullable Object> outputs) {
    return new Failure(
        key.text(),
        reason,
        kind,
        1,
        span,
        hint,
        Duration.ZERO,
        outputs,
        Failure.Trail.again(List.of(key.text())));
  }

  /** An expression that has no value: the runbook, or the data it met, is wrong. */
  static Failure of(Key key, EvaluationException error) {
    var problem = error.diagnostic();
    var span = problem.span();
    if (span == null) {
      throw new IllegalStateException("an evaluation error without a place", error);
    }
    return of(key, Failure.Kind.ANSWER, problem.message(), span, problem.hint());
  }

  /** What has succeeded in a group or a call is not done again after its time was up. */
  static Failure timedOut(Step step, Key key, String reason) {
    var trail =
        Interpreter.isAround(step.work())
            ? Failure.Trail.reopen(key.text())
            : Failure.Trail.again(List.of(key.text()));
    return new Failure(
        key.text(),
        reason,
        Failure.Kind.TIMEOUT,
        1,
        place(step),
        null,
        Duration.ZERO,
        Map.of(),
        trail);
  }

  /** Returns the words that say what a step does: the name of its action, or its kind. */
  static Span place(Step step) {
    return step.work() instanceof Work.Act act ? act.action().span() : step.span();
  }
}
