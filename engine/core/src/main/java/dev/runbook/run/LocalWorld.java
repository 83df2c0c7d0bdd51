package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Values;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The real thing: threads, the journal and the clock of this machine. */
final class LocalWorld implements World {
  private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

  private final Local local;
  private final Recorded recorded;
  private final Passing passing;
  private final Branches branches;
  private final Performer performer;
  private final Gates gates;
  private final Undoing undoing;
  private final Reconsidering reconsidering;
  private final Map<String, Instant> entered = new ConcurrentHashMap<>();

  LocalWorld(Local local, Branches branches, Gates gates, Performer performer, Undoing undoing) {
    this.local = local;
    this.recorded = new Recorded(local.records(), local.plan());
    this.passing = new Passing(local);
    this.branches = branches;
    this.gates = gates;
    this.performer = performer;
    this.undoing = undoing;
    this.reconsidering = new Reconsidering(local, gates, performer);
  }

  @Override
  public Optional<Ended> recorded(Key key, Step step, Context context) {
    return recorded
        .ended(key, step)
        .flatMap(
            ended ->
                local.edited()
                    ? reconsidering.recorded(key, step, ended, context)
                    : Optional.of(ended));
  }

  @Override
  public boolean entered(Key key) {
    return recorded.entered(key);
  }

  @Override
  public Optional<Ended> answered(Attempt attempt, Step step) {
    return recorded.answered(attempt, step);
  }

  @Override
  public void answer(Attempt attempt, Ended ended) {
    var data = Encoding.of(ended);
    data.put("attempt", attempt.tag());
    local.writing().answer("step.answered", attempt.key().text(), data);
  }

  @Override
  public Result decide(Key key, String what, Question question) throws EvaluationException {
    var before = recorded.decided(key, what);
    if (before.isPresent()) {
      return before.get();
    }
    var result = question.ask();
    if (result instanceof Result.Known known) {
      record(key, what, known.value());
      return result;
    }
    throw new IllegalStateException("`" + what + "` of " + key + " is unknown in a run");
  }

  @Override
  public Result now(Key key, String part) {
    var before = recorded.now(key, part);
    if (before.isPresent()) {
      return before.get();
    }
    var now = local.clock().instant();
    record(key, Recorded.nameOfNow(part), now);
    return Result.of(now);
  }

  private void record(Key key, String what, @Nullable Object value) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("what", what);
    data.put("value", local.masker().maskValue(value));
    local.writing().add("step.decided", key.text(), data);
  }

  @Override
  public Instant instant() {
    return local.clock().instant();
  }

  @Override
  public void enter(Key key, Step step, Context context) {
    if (Interpreter.isAround(step.work()) && !entered(key)) {
      local.writing().add("step.entered", key.text(), Map.of());
    }
    entered.put(key.text(), local.clock().instant());
    local.tell(new Progress.Began(key.text(), step, title(step, context)));
  }

  /** A name that cannot be evaluated yet is shown as it is written: a title breaks no run. */
  private String title(Step step, Context context) {
    if (step.name() == null) {
      return Titles.of(step);
    }
    try {
      var scope = new StepScope(context, () -> Result.of(local.clock().instant()));
      return local.masker().mask(Values.text(Giving.shown(Evaluation.of(step.name(), scope))));
    } catch (EvaluationException | StepScope.BadVariable e) {
      return Titles.of(step);
    }
  }

  @Override
  public void leave(Key key, Step step, Ended ended, boolean record) {
    var known = local.records().find(key).map(found -> found.ended).isPresent();
    if (record && !known) {
      local.writing().add("step.ended", key.text(), Encoding.of(Sensitive.recorded(step, ended)));
    }
    if (!record && step.work() instanceof Work.Group) {
      close(key, ended);
    }
    var began = entered.remove(key.text());
    var took = began == null ? Duration.ZERO : Duration.between(began, local.clock().instant());
    local.tell(new Progress.Ends(key.text(), step, ended, took));
  }

  /** For those who look at the run: a resume finds a group again by what is in it. */
  private void close(Key key, Ended ended) {
    var isEnd = ended instanceof Ended.Succeeded || ended instanceof Ended.Failed;
    var known = local.records().find(key).map(record -> record.closed);
    if (isEnd && known.filter(data -> ended.status().equals(data.get("status"))).isEmpty()) {
      var data = new LinkedHashMap<String, @Nullable Object>();
      data.put("status", ended.status());
      if (ended instanceof Ended.Failed failed) {
        data.put("reason", failed.failure().reason());
      }
      local.writing().add("step.closed", key.text(), data);
    }
  }

  @Override
  public Ended perform(Attempt attempt, Step step, Work.Act act, Context context)
      throws EvaluationException {
    return performer.perform(attempt, step, act, context);
  }

  @Override
  public void pass(Pause pause, Context context) {
    passing.pass(pause, context);
  }

  @Override
  public Ended ask(Key key, Step step, Work.Gate gate, Context context) throws EvaluationException {
    return gates.ask(key, step, gate, context);
  }

  @Override
  public Ended rollback(Key key, Step step, Work.Rollback rollback, Context context) {
    return takingBack().rollback(key, step, rollback, context);
  }

  TakingBack takingBack() {
    return new TakingBack(local, this, performer);
  }

  @Override
  public void remember(Key key, Step step, Ended.Succeeded succeeded, Context context)
      throws EvaluationException {
    if (local.records().find(key).filter(record -> record.undo != null).isEmpty()) {
      var calling = new Calling(local.plan(), this, local.secrets());
      undoing.remember(calling, key, step, succeeded, context);
    }
  }

  @Override
  public void branches(List<Runnable> work, int atOnce) {
    branches.run(work, atOnce);
  }

  @Override
  public void keepAnswers() {
    local.writing().keepAnswers();
  }

  /** After a resume a step may look once before its time is up. */
  @Override
  public Deadline deadline(Key key, Duration timeout) {
    var now = local.clock().instant();
    var began = local.records().find(key).map(record -> record.began);
    if (began.isEmpty()) {
      local.writing().add("step.began", key.text(), Map.of("timeout", timeout));
      return new Deadline(key, timeout, now.plus(timeout));
    }
    var left = timeout.minus(local.records().alive(began.get(), now));
    var least = timeout.compareTo(FIRST_LOOK) < 0 ? timeout : FIRST_LOOK;
    return new Deadline(key, timeout, now.plus(left.compareTo(least) < 0 ? least : left));
  }

  @Override
  public Optional<Failure> left(Key key, Step step) {
    return recorded.left(key, step);
  }

  @Override
  public void leaveBody(Key key, Failure failure) {
    var record = local.records().find(key);
    if (record.map(known -> known.left).isEmpty()) {
      local.writing().add("step.left", key.text(), Encoding.of(failure));
    }
  }

  @Override
  public Optional<String> late(Key key) {
    return recorded.late(key);
  }

  @Override
  public void late(Key key, String reason) {
    if (late(key).isEmpty()) {
      local.writing().add("step.late", key.text(), Map.of("reason", reason));
    }
  }

  @Override
  public boolean stopped(Key key) {
    return recorded.stopped(key);
  }

  @Override
  public void stop(Key key) {
    if (!stopped(key)) {
      local.writing().add("step.stopped", key.text(), Map.of());
    }
  }

  @Override
  public void recall(Key key, Step step, Work.Act act, Context context) throws EvaluationException {
    performer.recall(key, step, act, context);
  }

  @Override
  public void abandon(List<String> roots, Context context) {
    performer.abandon(roots, context);
  }

  @Override
  public Optional<Ended> called(Key key) {
    return local.effects().called(key.text()).map(Ended.Succeeded::new);
  }
}
