package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Values;
import dev.runbook.model.Retry;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how long and how often a step does its work. */
record PreviewLimits(StepScope scope) {

  /**
   * Returns the limits that the step sets itself; where an action polls, those it has by default
   * too.
   */
  PreviewStep.Limits of(Step step, Runbook.Defaults defaults) throws EvaluationException {
    var settings = step.settings();
    var until = settings.until();
    var done = settings.doneIf();
    var every = settings.every() == null ? defaults.every() : settings.every();
    var isBounded =
        settings.timeout() != null || until == null || !(step.work() instanceof Work.Act);
    return new PreviewStep.Limits(
        until == null ? null : until.text().strip(),
        until == null ? null : every(every),
        Amounts.count(settings.inARow(), "in_a_row", 1, scope),
        duration(isBounded ? settings.timeout() : defaults.timeout(), "timeout"),
        retry(settings.retry()),
        settings.assertion() == null ? null : settings.assertion().text().strip(),
        done == null ? null : "`" + done.is().text().strip() + "` of " + done.action(),
        settings.continueOnFailure());
  }

  /** Returns what holds for all action steps of a runbook that do not say otherwise. */
  List<String> of(Runbook.Defaults defaults) throws EvaluationException {
    var all = new ArrayList<String>();
    var retry = retry(defaults.retry());
    if (retry != null) {
      all.add("up to " + retry);
    }
    var timeout = duration(defaults.timeout(), "timeout");
    if (timeout != null) {
      all.add("they fail after " + timeout);
    }
    return all;
  }

  private String every(@Nullable Value every) throws EvaluationException {
    var said = duration(every, "every");
    return said == null ? Values.text(Repeating.EVERY) : said;
  }

  @Nullable String duration(@Nullable Value value, String what) throws EvaluationException {
    if (value == null) {
      return null;
    }
    if (Evaluation.of(value, scope) instanceof Given.Unknown unknown) {
      return String.valueOf(Giving.shown(unknown));
    }
    return Amounts.duration(value, what, scope).map(Values::text).orElse(null);
  }

  private @Nullable String retry(@Nullable Retry retry) throws EvaluationException {
    if (retry == null) {
      return null;
    }
    var attempts = Amounts.count(retry.attempts(), "attempts", Repeating.ATTEMPTS, scope);
    var delay = duration(retry.delay(), "delay");
    var text = attempts + " attempts, " + (delay == null ? "1s" : delay) + " apart";
    var backoff = Amounts.number(retry.backoff(), "backoff", scope);
    if (backoff.isPresent() && backoff.get().signum() > 0 && !isOne(backoff.get())) {
      text += " and then " + Values.text(backoff.get()) + " times as long each";
    }
    return retry.condition() == null
        ? text
        : text + ", if `" + retry.condition().text().strip() + "`";
  }

  private static boolean isOne(BigDecimal number) {
    return number.compareTo(BigDecimal.ONE) == 0;
  }
}
