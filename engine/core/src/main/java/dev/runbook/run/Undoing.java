package dev.runbook.run;

import dev.runbook.action.Action;
import dev.runbook.action.Preview.Effect;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.journal.Event;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What takes steps back. It is decided when a step succeeds and stands in the journal beside its
 * end, with placeholders for secrets, so that a rollback needs nothing but the journal.
 */
final class Undoing {
  /** What stands before the key of a step in the key of its undo. */
  static final String UNDO = "undo:";

  /** There is nothing to take back, or it must not be. */
  private static final Map<String, Object> NOTHING = Map.of();

  private final Local local;
  private final Sealing sealing;
  private final Map<Attempt, Map<String, @Nullable Object>> undos = new ConcurrentHashMap<>();

  Undoing(Local local) {
    this.local = local;
    this.sealing = new Sealing(local);
  }

  /**
   * A step that did something, or perhaps did.
   *
   * @param undo what takes it back; null if nothing can
   */
  record Finished(String key, @Nullable Map<String, ?> undo, long seq, TakenBack.State state) {
    /** Returns it in words. */
    TakenBack shown() {
      return new TakenBack(key, undo == null ? null : text(undo), state);
    }
  }

  /** Decides what takes an action back that has just succeeded. */
  void remember(Attempt attempt, Step step, Performer.Bound bound, Outcome outcome, Context context)
      throws EvaluationException {
    var own = step.settings().undo();
    if (own instanceof Step.Undo.None || (own == null && step.settings().sensitive())) {
      return;
    }
    if (own != null && step.settings().sensitive()) {
      keepSensitive(attempt, step, own, context);
    } else if (own != null) {
      keep(attempt, sealing.seal(written(step, own, outcome.outputs(), context)));
    } else if (bound.type().hasUndo()) {
      keep(attempt, byAction(bound, step, outcome.record()));
    } else if (changesNothing(bound)) {
      undos.put(attempt, new LinkedHashMap<>(NOTHING));
    }
  }

  private void keep(Attempt attempt, Map<String, @Nullable Object> undo) {
    undos.put(attempt, undo);
    if (Sealing.isLost(undo)) {
      local.warn(
          "`"
              + attempt.key()
              + "` cannot be taken back: its undo holds a secret in another form, such as base64,"
              + " which no record may keep");
    }
  }

  private void keepSensitive(Attempt attempt, Step step, Step.Undo own, Context context)
      throws EvaluationException {
    var undo = sealing.sealSensitive(written(step, own, Map.of(), context));
    if (!SensitiveUndo.canBeMadeAgain(attempt.key(), step)) {
      undo.put(Sealing.LOST, true);
      local.warn(
          "`"
              + attempt.key()
              + "` cannot be taken back: it is sensitive, and its undo reads more than inputs and"
              + " secrets of the runbook that was started");
    }
    undos.put(attempt, undo);
  }

  /** Nobody misses the undo of what only reads, or touches only what is the runbook's own. */
  private boolean changesNothing(Performer.Bound bound) {
    return Foreseeing.of(bound.action(), local.run().directory())
        .filter(preview -> preview.effect() == Effect.READ || preview.effect() == Effect.LOCAL)
        .isPresent();
  }

  /**
   * What an action gave.
   *
   * @param outputs the record as values, masked
   */
  record Outcome(Object record, Map<String, @Nullable Object> outputs) {}

  /** Returns, once, what was decided for an attempt. */
  Optional<Map<String, @Nullable Object>> recorded(Attempt attempt) {
    return Optional.ofNullable(undos.remove(attempt));
  }

  private Performer.Bound written(
      Step step, Step.Undo own, Map<String, @Nullable Object> outputs, Context context)
      throws EvaluationException {
    var inside = context.with("output", Result.of(outputs));
    var arguments = new Arguments(local.plan(), () -> Result.of(local.clock().instant()));
    return arguments.bind(
        own instanceof Step.Undo.Other other
            ? other.action().text()
            : ((Work.Act) step.work()).action().text(),
        arguments(step, own),
        step,
        inside);
  }

  /** Returns the arguments of an undo that is written in the runbook. */
  static Value.Entries arguments(Step step, Step.Undo own) {
    return own instanceof Step.Undo.Other other
        ? other.with()
        : Plan.merged(((Work.Act) step.work()).with(), (Step.Undo.Same) own);
  }

  private Map<String, @Nullable Object> byAction(Performer.Bound bound, Step step, Object record)
      throws EvaluationException {
    var undo = askedOf(bound, step, record);
    if (undo.isEmpty()) {
      return new LinkedHashMap<>(NOTHING);
    }
    var type = local.plan().catalog().typeOf(undo.get());
    var connections = new LinkedHashMap<>(bound.connections());
    connections.keySet().removeIf(kind -> !type.connectionType().equals(Optional.of(kind)));
    return sealing.seal(
        new Performer.Bound(type, undo.get(), type.arguments(undo.get()), connections));
  }

  /** What an action did is done, even if its own undo is broken. */
  @SuppressWarnings("unchecked") // the record is what this action gave
  private static Optional<Action<?>> askedOf(Performer.Bound bound, Step step, Object record)
      throws EvaluationException {
    try {
      return ((Action<Object>) bound.action()).undo(record);
    } catch (RuntimeException e) {
      throw new EvaluationException(
          step.id().span(), "the action cannot say: " + e.getMessage(), null);
    }
  }

  /** {@code undo} of a call replaces that of all its steps. */
  void remember(Calling calling, Key key, Step step, Ended.Succeeded succeeded, Context context)
      throws EvaluationException {
    var own = step.settings().undo();
    var data = new LinkedHashMap<String, @Nullable Object>();
    if (own instanceof Step.Undo.Other) {
      data.put("undo", sealing.seal(written(step, own, succeeded.outputs(), context)));
    } else if (own instanceof Step.Undo.Same same) {
      var call = (Work.Call) step.work();
      var inside = context.with("output", Result.of(succeeded.outputs()));
      var frame = calling.frame(call, Plan.merged(call.with(), same), undo(key), inside);
      data.put("undo", new SealedCall(local).seal(frame));
    } else {
      data.put("undo", Map.of("none", true));
    }
    local.writing().add("step.undo", key.text(), data);
  }

  static Key undo(Key key) {
    return new Key(UNDO + key.text());
  }

  /**
   * Returns the steps below some keys that did something and were not taken back, the last one
   * first. Those that failed or were cut off have no undo.
   *
   * @param roots empty for all
   */
  static List<Finished> finished(Records records, List<String> roots) {
    var finished = new ArrayList<Finished>();
    var all = records.all();
    var whole = all.stream().filter(record -> record.undo != null).map(r -> r.key).toList();
    for (var record : all) {
      var key = new Key(record.key);
      var isMeant = roots.isEmpty() || roots.stream().anyMatch(key::isIn);
      var isPart = whole.stream().anyMatch(call -> !call.equals(record.key) && key.isIn(call));
      if (isMeant && !isPart && !isUndone(records, record.key)) {
        state(record).ifPresent(state -> add(record, state, finished));
      }
    }
    finished.sort(Comparator.comparingLong(Finished::seq).reversed());
    return finished;
  }

  private static void add(
      Records.StepRecord record, TakenBack.State state, List<Finished> finished) {
    var isFinished = state == TakenBack.State.FINISHED;
    var undo = !isFinished ? null : record.undo != null ? record.undo : undoOf(record);
    if (undo == null || !undo.isEmpty()) {
      finished.add(new Finished(record.key, usable(undo), record.endedSeq, state));
    }
  }

  /** Returns what a rollback would do. */
  static List<TakenBack> preview(List<Event> events) {
    var records = new Records();
    events.forEach(records::apply);
    return finished(records, List.of()).stream().map(Finished::shown).toList();
  }

  /** Returns in words what takes a step back. */
  static String text(Map<String, ?> undo) {
    if (undo.get("text") instanceof String text) {
      return text;
    }
    if (Sealing.isWritten(undo)) {
      return Records.text(undo, "action") + ", which is sensitive";
    }
    var isCall = undo.containsKey("call");
    var arguments = new LinkedHashMap<String, @Nullable Object>();
    Records.map(undo, isCall ? "inputs" : "with")
        .forEach(
            (name, value) -> {
              if (value != null) {
                arguments.put(name, Secrets.hidden(value));
              }
            });
    var what = isCall ? "call " + Records.text(undo, "call") : Records.text(undo, "action");
    return arguments.isEmpty() ? what : what + " with " + PreviewActions.words(arguments);
  }

  /** Returns whether something that was done can be taken back. */
  static boolean isPossible(Records records) {
    return finished(records, List.of()).stream().anyMatch(step -> step.undo() != null);
  }

  private static @Nullable Map<String, ?> usable(@Nullable Map<String, ?> undo) {
    return undo == null || undo.containsKey("none") || Sealing.isLost(undo) ? null : undo;
  }

  /** Returns how it ended; empty if it did nothing, or stands for others. */
  private static Optional<TakenBack.State> state(Records.StepRecord record) {
    var isStarted = record.attempts.values().stream().anyMatch(Records.AttemptRecord::isStarted);
    if (record.key.startsWith(UNDO) || record.key.startsWith(Telling.PREFIX)) {
      return Optional.empty();
    }
    if (record.ended == null) {
      var isOpen = record.attempts.values().stream().anyMatch(Records.AttemptRecord::isOpen);
      return isOpen ? Optional.of(TakenBack.State.CUT_OFF) : Optional.empty();
    }
    if (Records.isFailed(record.ended)) {
      return isStarted ? Optional.of(TakenBack.State.FAILED) : Optional.empty();
    }
    var isSettled = record.ended.containsKey("settled");
    return isSettled ? settled(record, isStarted) : finished(record);
  }

  private static Optional<TakenBack.State> finished(Records.StepRecord record) {
    var isWork = record.undo != null || !record.attempts.isEmpty();
    return isWork && "succeeded".equals(record.ended == null ? null : record.ended.get("status"))
        ? Optional.of(TakenBack.State.FINISHED)
        : Optional.empty();
  }

  /**
   * A step that was cut off is called done, or passed over; one that was done before is not ours.
   */
  private static Optional<TakenBack.State> settled(Records.StepRecord record, boolean isStarted) {
    if (!isStarted) {
      return Optional.empty();
    }
    var how = record.ended == null ? null : record.ended.get("settled");
    return Optional.of("skip".equals(how) ? TakenBack.State.CUT_OFF : TakenBack.State.FINISHED);
  }

  private static @Nullable Map<String, ?> undoOf(Records.StepRecord record) {
    if (record.ended != null && record.ended.containsKey("undo")) {
      return Records.map(record.ended, "undo");
    }
    Map<String, ?> last = null;
    for (var attempt : record.attempts.values()) {
      if (attempt.answered != null && attempt.answered.containsKey("undo")) {
        last = Records.map(attempt.answered, "undo");
      }
    }
    return last;
  }

  private static boolean isUndone(Records records, String key) {
    return records
        .find(undo(new Key(key)))
        .map(record -> record.ended)
        .filter(ended -> "succeeded".equals(ended.get("status")))
        .isPresent();
  }
}
