package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Values;
import dev.runbook.model.Retry;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Warns of settings of a step that can have no effect, and of steps that cannot run. */
final class IdleSettings {
  private static final Set<String> FALSE = Set.of("false", "not true", "!true");

  private final Step step;
  private final boolean retriesByDefault;
  private final Problems problems;

  IdleSettings(Runbook runbook, Place place, Problems problems) {
    this.step = place.step();
    this.retriesByDefault = runbook.defaults().retry() != null;
    this.problems = problems;
  }

  void check() {
    var settings = step.settings();
    if (isFalse(settings.when())) {
      warn(settings.when(), "step `" + step.id() + "` never runs");
    }
    if (isFalse(settings.until())) {
      warn(settings.until(), "this never becomes true");
    }
    if (step.work() instanceof Work.Assert check && isFalse(check.condition())) {
      warn(check.condition(), "this is never true: nothing behind it is reached");
    }
    if (settings.retry() != null && !retriesByDefault) {
      checkRetry(settings.retry());
    }
    checkEvery(settings);
  }

  private static boolean isFalse(@Nullable Expression condition) {
    return condition != null && FALSE.contains(condition.text().strip());
  }

  private void warn(@Nullable Expression condition, String message) {
    if (condition != null) {
      problems.warning(
          condition.span(), message, "write a condition that can change, or remove it");
    }
  }

  private void checkRetry(Retry retry) {
    var attempts = retry.attempts();
    if (attempts != null && constant(attempts).filter("1"::equals).isPresent()) {
      problems.warning(
          attempts.span(), "one attempt is no retry", "write 2 or more, or remove `retry`");
    }
  }

  private void checkEvery(Step.Settings settings) {
    var every = duration(settings.every());
    var timeout = duration(settings.timeout());
    if (every.isPresent() && timeout.isPresent() && every.get().compareTo(timeout.get()) >= 0) {
      problems.warning(
          settings.every() == null ? null : settings.every().span(),
          "it looks only once: `timeout` ends it before",
          "make `timeout` longer than `every`");
    }
  }

  private static Optional<Duration> duration(@Nullable Value value) {
    return value == null ? Optional.empty() : constant(value).map(Values::duration);
  }

  private static Optional<String> constant(Value value) {
    return value instanceof Value.Scalar scalar ? scalar.template().constant() : Optional.empty();
  }
}
