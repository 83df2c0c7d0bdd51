package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Result;
import dev.runbook.expression.Values;
import dev.runbook.model.Retry;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a step's work is repeated and judged: {@code until} around {@code retry} around {@code
 * assert}.
 */
final class Repeating {
  static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** The most that is heeded of what a server asks, where the step says nothing itself. */
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  static final int ATTEMPTS = 3;

  private final World world;
  private final Task task;

  Repeating(World world, Task task) {
    this.world = world;
    this.task = task;
  }

  /** A step's own work. */
  interface Task {
    Ended run(Step step, Context context, Attempt attempt) throws EvaluationException;
  }

  Ended repeat(Step step, Context context, Key key) throws EvaluationException {
    var until = step.settings().until();
    return until == null ? retry(step, context, key, 1) : poll(step, until, context, key);
  }

  private Ended poll(Step step, Expression until, Context context, Key key)
      throws EvaluationException {
    var every = every(step, context, key);
    var wanted =
        Amounts.count(step.settings().inARow(), "in_a_row", 1, scope(context, key, "in_a_row"));
    var held = 0;
    var why = "";
    for (var pass = 1; ; pass++) {
      var ended = look(step, context, key, pass, why);
      if (isAccident(ended)) {
        why = ((Ended.Failed) ended).failure().reason();
        held = 0;
      } else if (ended instanceof Ended.Succeeded succeeded) {
        var seen = see(until, context, key, pass, succeeded);
        if (seen.isEmpty()) {
          return new Ended.Unknown(Set.of(key.text()), false);
        }
        why = seen.get().text();
        held = seen.get().holds() ? held + 1 : 0;
        if (held >= wanted) {
          return ended;
        }
      } else {
        return ended;
      }
      var end = again(key, pass + "", every);
      world.pass(new World.Pause(key, step, end, why, null), context);
    }
  }

  /**
   * The end of a pause is decided once, so that a resume waits for what is left of it; a clock that
   * was set back since makes it no longer.
   */
  private Instant again(Key key, String tag, Duration delay) throws EvaluationException {
    var until = world.decide(key, "again." + tag, () -> Result.of(world.instant().plus(delay)));
    var latest = world.instant().plus(delay);
    return until instanceof Result.Known known
            && known.value() instanceof Instant instant
            && instant.isBefore(latest)
        ? instant
        : latest;
  }

  /** One look; if time runs out in it, what was seen before is still worth saying. */
  private Ended look(Step step, Context context, Key key, int pass, String why)
      throws EvaluationException {
    try {
      return retry(step, context, key, pass);
    } catch (TimedOut late) {
      throw late.detail().isEmpty() ? late.about(why) : late;
    }
  }

  /** What a look saw. */
  private record Seen(boolean holds, String text) {}

  private Optional<Seen> see(
      Expression until, Context context, Key key, int pass, Ended.Succeeded succeeded)
      throws EvaluationException {
    var inside = context.with("output", Result.of(succeeded.outputs()));
    var scope = scope(inside, key, "until." + pass);
    var result = world.decide(key, "until." + pass, () -> until.evaluateCondition(scope));
    if (!(result instanceof Result.Known known)) {
      return Optional.empty();
    }
    var holds = Boolean.TRUE.equals(known.value());
    return Optional.of(
        new Seen(holds, holds ? "`" + until.text() + "` holds" : falsehood(until, scope)));
  }

  private Ended retry(Step step, Context context, Key key, int pass) throws EvaluationException {
    var retry = policy(step, context);
    var scope = scope(context, key, "retry");
    var attempts = retry == null ? 1 : Amounts.count(retry.attempts(), "attempts", ATTEMPTS, scope);
    for (var number = 1; ; number++) {
      var attempt = new Attempt(key, pass, number, isSole(step, retry));
      var ended = attempt(step, context, attempt);
      if (retry == null || number >= attempts || !isWorthAnother(ended, retry, attempt, context)) {
        return ended;
      }
      var failure = ((Ended.Failed) ended).failure();
      var delay = delay(retry, number, failure.pause(), scope);
      var why = "attempt " + (number + 1) + " of " + attempts + " after: " + failure.reason();
      var until = again(key, attempt.tag(), delay);
      world.pass(new World.Pause(key, step, until, why, failure), context);
    }
  }

  private boolean isWorthAnother(Ended ended, Retry retry, Attempt attempt, Context context)
      throws EvaluationException {
    if (!(ended instanceof Ended.Failed failed)
        || failed.failure().kind() == Failure.Kind.TIMEOUT
        || failed.failure().kind() == Failure.Kind.REJECTED) {
      return false;
    }
    var condition = retry.condition();
    if (condition == null) {
      return true;
    }
    var inside = context.with("error", Result.of(failed.failure().value()));
    var what = "retry." + attempt.tag();
    var scope = scope(inside, attempt.key(), what);
    var result = world.decide(attempt.key(), what, () -> condition.evaluateCondition(scope));
    return result instanceof Result.Known known && Boolean.TRUE.equals(known.value());
  }

  private Ended attempt(Step step, Context context, Attempt attempt) throws EvaluationException {
    var before = world.answered(attempt, step);
    var raw = before.isPresent() ? before.get() : task.run(step, context, attempt);
    var recordsItself =
        attempt.sole() || step.work() instanceof Work.Act || step.work() instanceof Work.Group;
    if (before.isEmpty() && !recordsItself && !(raw instanceof Ended.Unknown)) {
      world.answer(attempt, raw);
    }
    var ended = judged(raw, step, context, attempt);
    return ended instanceof Ended.Failed failed && attempt.number() > 1
        ? Ended.failed(failed.failure().at(attempt.number()))
        : ended;
  }

  private Ended judged(Ended raw, Step step, Context context, Attempt attempt)
      throws EvaluationException {
    var assertion = step.settings().assertion();
    if (assertion == null || !(raw instanceof Ended.Succeeded succeeded)) {
      return raw;
    }
    var outputs = succeeded.outputs();
    var inside = context.with("output", Result.of(outputs));
    var verdict = check(step, assertion, step.settings().message(), attempt, inside, outputs);
    return verdict instanceof Ended.Failed ? verdict : raw;
  }

  /** Goes on only if the condition is true; else fails with the message, or with what it saw. */
  Ended check(
      Step step,
      Expression condition,
      @Nullable Value message,
      Attempt attempt,
      Context context,
      Map<String, @Nullable Object> outputs)
      throws EvaluationException {
    var key = attempt.key();
    var what = "assert." + attempt.tag();
    var scope = scope(context, key, what);
    var result = world.decide(key, what, () -> condition.evaluateCondition(scope));
    if (result instanceof Result.Unknown unknown) {
      return new Ended.Unknown(unknown.after(), false);
    }
    if (result instanceof Result.Known known && Boolean.TRUE.equals(known.value())) {
      return Ended.succeeded();
    }
    var seen = falsehood(condition, scope);
    var said = message == null ? null : say(message, scope);
    return Ended.failed(
        Failures.of(
            key,
            Failure.Kind.ANSWER,
            said == null ? seen : said,
            condition.span(),
            said == null ? null : seen,
            outputs));
  }

  private static String say(Value message, StepScope scope) throws EvaluationException {
    var given = Evaluation.of(message, scope);
    return Values.text(Giving.shown(given));
  }

  /** Returns "`output.count == 0` is false: output.count is 3". */
  private static String falsehood(Expression condition, StepScope scope) {
    var seen = condition.seen(scope);
    var text = "`" + condition.text().strip() + "` is false";
    return seen.isEmpty() ? text : text + ": " + String.join(", ", seen);
  }

  private Duration every(Step step, Context context, Key key) throws EvaluationException {
    var own = step.settings().every();
    var value = own == null ? context.frame().runbook().defaults().every() : own;
    return Amounts.duration(value, "every", scope(context, key, "every")).orElse(EVERY);
  }

  private static @Nullable Retry policy(Step step, Context context) {
    var own = step.settings().retry();
    var isAction = step.work() instanceof Work.Act;
    return own == null && isAction ? context.frame().runbook().defaults().retry() : own;
  }

  /**
   * @param asked how long the other side asks to be left alone
   */
  private static Duration delay(Retry retry, int failed, Duration asked, StepScope scope)
      throws EvaluationException {
    var longest = Amounts.duration(retry.maxDelay(), "max_delay", scope);
    var most = longest.orElse(LONGEST_ASKED);
    var heeded = asked.compareTo(most) < 0 ? asked : most;
    var own = own(retry, failed, longest.orElse(LONGEST), scope);
    return own.compareTo(heeded) < 0 ? heeded : own;
  }

  private static Duration own(Retry retry, int failed, Duration longest, StepScope scope)
      throws EvaluationException {
    var delay = Amounts.duration(retry.delay(), "delay", scope).orElse(DELAY);
    var backoff = Amounts.number(retry.backoff(), "backoff", scope).orElse(BigDecimal.ONE);
    var millis = BigDecimal.valueOf(delay.toMillis());
    for (var i = 1;
        i < failed && millis.compareTo(BigDecimal.valueOf(longest.toMillis())) < 0;
        i++) {
      millis = millis.multiply(backoff).setScale(0, RoundingMode.HALF_UP);
    }
    return Duration.ofMillis(Math.min(millis.longValue(), longest.toMillis()));
  }

  private static boolean isSole(Step step, @Nullable Retry retry) {
    var settings = step.settings();
    return retry == null && settings.until() == null && settings.assertion() == null;
  }

  private static boolean isAccident(Ended ended) {
    return ended instanceof Ended.Failed failed && failed.failure().kind() == Failure.Kind.ACCIDENT;
  }

  private StepScope scope(Context context, Key key, String part) {
    return new StepScope(context, () -> world.now(key, part));
  }
}
