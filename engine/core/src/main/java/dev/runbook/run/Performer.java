package dev.runbook.run;

import dev.runbook.action.Action;
import dev.runbook.action.NotNow;
import dev.runbook.action.Outcome;
import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Given;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Values;
import dev.runbook.journal.LogException;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs actions for the local world: an intent is on the disk before the effect, the answer before
 * the next effect; work that answered "not yet" is asked for again by its token.
 */
final class Performer {
  private static final Duration SILENCE = Duration.ofMinutes(10);
  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

  private final Local local;
  private final CutOff cutOff;
  private final Undoing undoing;
  private final Sealing sealing;

  Performer(Local local, CutOff cutOff, Undoing undoing) {
    this.local = local;
    this.cutOff = cutOff;
    this.undoing = undoing;
    this.sealing = new Sealing(local);
  }

  /**
   * An action that is ready to run.
   *
   * @param arguments as they are recorded, without secrets
   * @param connections the settings it was made with, by the type of connection
   */
  record Bound(
      ActionType type,
      Action<?> action,
      Map<String, @Nullable Object> arguments,
      Map<String, Given.Entries> connections) {}

  /** What this process knows of an attempt besides the journal. */
  record Held(Step step, Bound bound) {}

  Ended perform(Attempt attempt, Step step, Work.Act act, Context context)
      throws EvaluationException {
    if (step.settings().doneIf() != null) {
      var done = isDone(attempt, step, step.settings().doneIf(), context);
      if (done.isPresent()) {
        return answered(attempt, step, done.get());
      }
    }
    var bound = bind(act.action().text(), act.with(), attempt.key(), step, context);
    return carryOut(attempt, step, bound, context);
  }

  /** Runs a bound action to its answer, from where the journal says it is. */
  Ended carryOut(Attempt attempt, Step step, Bound bound, Context context)
      throws EvaluationException {
    var record = local.records().attempt(attempt);
    record.held = new Held(step, bound);
    var again = false;
    if (record.isStarted() && record.token == null) {
      var verdict = cutOff.settle(attempt, step, bound, context);
      if (verdict.ended().isPresent()) {
        return answered(attempt, step, verdict.ended().get());
      }
      again = verdict.findOut();
    }
    if (record.token == null) {
      context.stop().check();
      start(attempt, step, bound);
    }
    return ask(attempt, step, bound, context, again);
  }

  private void start(Attempt attempt, Step step, Bound bound) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("attempt", attempt.tag());
    data.put("action", bound.type().name());
    if (!step.settings().sensitive()) {
      data.put("with", local.masker().maskValue(bound.arguments()));
    }
    local.writing().force("step.started", attempt.key().text(), data);
  }

  private Ended ask(Attempt attempt, Step step, Bound bound, Context context, boolean cutOff)
      throws EvaluationException {
    Instant silentSince = null;
    var backoff = FIRST_BACKOFF;
    var findOut = cutOff;
    while (true) {
      var token = local.records().attempt(attempt).token;
      try {
        var outcome = call(attempt, step, bound, context, token, findOut);
        if (!(outcome instanceof Outcome.NotYet<?> notYet)) {
          return answered(attempt, step, ended(attempt, step, bound, outcome, context));
        }
        silentSince = null;
        backoff = FIRST_BACKOFF;
        later(attempt, step, bound, notYet, context);
      } catch (Accident accident) {
        var now = local.clock().instant();
        silentSince = silentSince == null ? now : silentSince;
        if (token == null || Duration.between(silentSince, now).compareTo(SILENCE) >= 0) {
          return answered(attempt, step, Ended.failed(accident.failure()));
        }
        var asked = shorter(accident.failure().pause(), LONGEST_BACKOFF);
        pause(attempt, step, longer(backoff, asked), accident.failure().reason(), context);
        backoff = shorter(backoff.multipliedBy(2), LONGEST_BACKOFF);
      }
      findOut = false;
    }
  }

  private void later(
      Attempt attempt, Step step, Bound bound, Outcome.NotYet<?> notYet, Context context) {
    var reason = local.masker().mask(notYet.reason());
    var known = local.records().attempt(attempt).token;
    var token = local.masker().maskValue(Values.of(notYet.token()));
    if (!Objects.equals(known, token)) {
      var data = new LinkedHashMap<String, @Nullable Object>();
      data.put("attempt", attempt.tag());
      data.put("reason", reason);
      data.put("token", token);
      if (known == null && !step.settings().sensitive()) {
        data.put("call", sealing.seal(bound));
      }
      local.writing().force("step.waiting", attempt.key().text(), data);
    }
    pause(attempt, step, notYet.again(), reason, context);
  }

  private void pause(Attempt attempt, Step step, Duration delay, String why, Context context) {
    var until = local.clock().instant().plus(delay);
    new Passing(local).pass(new World.Pause(attempt.key(), step, until, why, null), context);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** No answer: the work may or may not have been done. */
  private static final class Accident extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Failure failure;

    Accident(Failure failure) {
      super(failure.reason(), null, false, false);
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }

  private Outcome<?> call(
      Attempt attempt,
      Step step,
      Bound bound,
      Context context,
      @Nullable Map<String, ?> token,
      boolean findOut)
      throws Accident {
    local.writing().keepAnswers();
    var live = new LiveCalls.LiveCall(attempt.key().text(), context);
    try (var call = new RunCall(local, attempt, step, live, token, findOut)) {
      return local.live().run(live, () -> local.effects().perform(effect(attempt, bound), call));
    } catch (Exception e) {
      if (live.isRequested()) {
        Thread.interrupted();
        throw ended(live, context);
      }
      throw new Accident(accident(attempt, step, e));
    } finally {
      for (var trouble : live.troubles()) {
        local.warn("`" + attempt.key().text() + "` could not be ended at once: " + trouble);
      }
    }
  }

  /** A call that was ended early: its time is up, or the run stops. */
  private RuntimeException ended(LiveCalls.LiveCall live, Context context) {
    var stopped = context.stop().requested();
    var deadline = live.deadline();
    var late = deadline.isPresent() && !deadline.get().at().isAfter(local.clock().instant());
    return late && !(stopped.isPresent() && context.stop().isHard())
        ? new TimedOut(deadline.get(), "")
        : new Halt(stopped.orElse(Halt.Why.INTERRUPTED));
  }

  private Failure accident(Attempt attempt, Step step, Exception e) {
    return Failures.of(
            attempt.key(),
            Failure.Kind.ACCIDENT,
            local.masker().mask(firstLine(reason(e))),
            Failures.place(step),
            hint(e))
        .asking(e instanceof NotNow notNow ? notNow.again() : Duration.ZERO);
  }

  private static String reason(Exception e) {
    var cause = e.getCause();
    if (e instanceof UncheckedIOException && !(e instanceof LogException) && cause != null) {
      return said(cause);
    }
    return isBug(e) ? "the action broke: " + e.getClass().getName() + ": " + said(e) : said(e);
  }

  private static String said(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static @Nullable String hint(Exception e) {
    if (e instanceof LogException log) {
      return log.hint();
    }
    return isBug(e) ? "this is a mistake in the plugin; please report it" : null;
  }

  private static boolean isBug(Exception e) {
    return e instanceof RuntimeException && !(e instanceof UncheckedIOException);
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("no reason was given");
  }

  private Ended ended(
      Attempt attempt, Step step, Bound bound, Outcome<?> outcome, Context context) {
    if (outcome instanceof Outcome.Done<?> done) {
      var outputs = masked(bound.type().values(done.outputs()));
      remember(attempt, step, bound, new Undoing.Outcome(done.outputs(), outputs), context);
      return new Ended.Succeeded(outputs);
    }
    var failed = (Outcome.Failed<?>) outcome;
    var known = failed.outputs();
    return Ended.failed(
        Failures.of(
            attempt.key(),
            Failure.Kind.ANSWER,
            local.masker().mask(failed.reason()),
            Failures.place(step),
            null,
            known == null ? Map.of() : masked(bound.type().values(known))));
  }

  /** What was done is done, whether or not it is known how to take it back. */
  private void remember(
      Attempt attempt, Step step, Bound bound, Undoing.Outcome outcome, Context context) {
    try {
      undoing.remember(attempt, step, bound, outcome, context);
    } catch (EvaluationException e) {
      local.warn("nothing takes back `" + attempt.key().text() + "`: its undo: " + e.getMessage());
    }
  }

  /** Outputs are masked before anybody sees them: live is what it would be after a resume. */
  private Map<String, @Nullable Object> masked(Map<String, @Nullable Object> outputs) {
    return local.masker().maskEntries(outputs);
  }

  /** Records the answer, once: as the step's end if nothing else looks at it. */
  private Ended answered(Attempt attempt, Step step, Ended ended) {
    var data = Encoding.of(Sensitive.recorded(step, ended));
    undoing.recorded(attempt).ifPresent(undo -> data.put("undo", undo));
    data.put("attempt", attempt.tag());
    local
        .writing()
        .answer(attempt.sole() ? "step.ended" : "step.answered", attempt.key().text(), data);
    return Sensitive.told(step, ended);
  }

  /**
   * {@code done_if}: asked before doing, and again after each time that the step was cut off, once
   * nothing of it goes on; returns how the step ends if there is nothing to do.
   */
  private Optional<Ended> isDone(Attempt attempt, Step step, Step.DoneIf doneIf, Context context)
      throws EvaluationException {
    var record = local.records().attempt(attempt);
    if (record.token != null) {
      return Optional.empty();
    }
    var what = "done_if." + attempt.tag() + "." + record.starts;
    var known = local.records().of(attempt.key().text()).decisions.get(what);
    if (known instanceof Boolean done) {
      return done ? Optional.of(new Ended.Settled("done_if")) : Optional.empty();
    }
    context.stop().check();
    cutOff.endSurvivors(attempt);
    try {
      var done = ask(attempt, step, doneIf, context);
      decided(attempt.key(), what, done);
      return done ? Optional.of(new Ended.Settled("done_if")) : Optional.empty();
    } catch (Accident accident) {
      return Optional.of(Ended.failed(accident.failure()));
    }
  }

  /** Asks an action that only reads; nothing of it is recorded. */
  private boolean ask(Attempt attempt, Step step, Step.DoneIf doneIf, Context context)
      throws EvaluationException, Accident {
    var bound = bind(doneIf.action().text(), doneIf.with(), attempt.key(), step, context);
    var question = new Attempt(new Key(attempt.key().text() + "?"), 1, 1, true);
    cutOff.endSurvivors(question);
    var outputs = seen(bound, call(question, step, bound, context, null, false));
    local.records().cameBack(question);
    if (outputs.isEmpty()) {
      return false;
    }
    var inside = context.with("output", Result.of(masked(outputs)));
    var scope = new StepScope(inside, () -> now(attempt.key()));
    var holds = doneIf.is().evaluateCondition(scope);
    return holds instanceof Result.Known is && Boolean.TRUE.equals(is.value());
  }

  /** A bad answer tells something, too: there is no such image. */
  private static Map<String, @Nullable Object> seen(Bound bound, Outcome<?> outcome) {
    if (outcome instanceof Outcome.Done<?> done) {
      return bound.type().values(done.outputs());
    }
    return outcome instanceof Outcome.Failed<?> failed && failed.outputs() != null
        ? bound.type().values(failed.outputs())
        : Map.of();
  }

  Bound bind(String name, Value.Entries with, Key key, Step step, Context context)
      throws EvaluationException {
    return new Arguments(local.plan(), () -> now(key)).bind(name, with, step, context);
  }

  /** Arguments are evaluated again after a resume: {@code now()} is what it was then. */
  private Result now(Key key) {
    var record = local.records().of(key.text());
    if (record.decisions.get("now.with") instanceof Instant then) {
      return Result.of(then);
    }
    var now = local.clock().instant();
    decided(key, "now.with", now);
    return Result.of(now);
  }

  private void decided(Key key, String what, Object value) {
    local.writing().add("step.decided", key.text(), Map.of("what", what, "value", value));
  }

  /** Makes the call again that another process made: of one that is sensitive nothing is kept. */
  void recall(Key key, Step step, Work.Act act, Context context) throws EvaluationException {
    for (var attempt : local.records().of(key.text()).attempts.values()) {
      if (attempt.isOut() && attempt.held == null) {
        attempt.held = new Held(step, bind(act.action().text(), act.with(), key, step, context));
      }
    }
  }

  /** Gives up work outside: what has a token out and no answer. */
  void abandon(List<String> roots, Context context) {
    for (var record : local.records().all()) {
      var key = new Key(record.key);
      if (roots.isEmpty() || roots.stream().anyMatch(key::isIn)) {
        record.attempts.forEach((tag, attempt) -> abandon(key, tag, attempt, context));
      }
    }
  }

  private void abandon(Key key, String tag, Records.AttemptRecord attempt, Context context) {
    if (!attempt.isOut()) {
      return;
    }
    try {
      var held = attempt.held == null ? held(key, attempt) : Optional.of(attempt.held);
      if (held.isPresent()) {
        local.writing().keepAnswers();
        abandon(Attempt.of(key, tag), held.get(), attempt, context);
      } else {
        local.warn("the work of `" + key + "` could not be given up: its arguments are not kept");
      }
    } catch (Exception e) {
      local.warn("the work of `" + key + "` could not be given up: " + e.getMessage());
    }
    local.writing().add("step.abandoned", key.text(), Map.of("attempt", tag));
  }

  private Optional<Held> held(Key key, Records.AttemptRecord attempt) throws EvaluationException {
    if (attempt.call == null || Sealing.isLost(attempt.call)) {
      return Optional.empty();
    }
    var step = Steps.unwritten(local.plan().top());
    return Optional.of(new Held(step, sealing.open(attempt.call, key.text(), step)));
  }

  private Effects.Effect effect(Attempt attempt, Bound bound) {
    return effect(local, attempt, bound);
  }

  static Effects.Effect effect(Local local, Attempt attempt, Bound bound) {
    var round = local.records().of(attempt.key().text()).round;
    var tag = round + "." + attempt.tag();
    return new Effects.Effect(attempt.key().text(), tag, bound.type(), bound.action());
  }

  private void abandon(Attempt open, Held held, Records.AttemptRecord attempt, Context context)
      throws Exception {
    var live = new LiveCalls.LiveCall(open.key().text(), context.shielded());
    var effect = effect(open, held.bound());
    try (var call = new RunCall(local, open, held.step(), live, attempt.token, false)) {
      local
          .live()
          .run(
              live,
              () -> {
                local.effects().abandon(effect, call);
                return true;
              });
    }
  }
}
