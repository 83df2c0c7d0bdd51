package dev.runbook.run;

import dev.runbook.journal.Decision;
import dev.runbook.journal.Event;
import dev.runbook.process.ChildProcesses.Child;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a journal says, by step: looked up by the local world before it does anything. */
final class Records {
  private final Map<String, StepRecord> steps = new LinkedHashMap<>();
  private final List<Session> sessions = new ArrayList<>();
  private final List<Event> ofTheRun = new ArrayList<>();

  /** A stretch of time in which a process carried the run out. */
  private static final class Session {
    final Instant from;
    Instant to;

    Session(Instant from) {
      this.from = from;
      this.to = from;
    }
  }

  /** What is recorded of one step. */
  static final class StepRecord {
    final String key;
    final Map<String, @Nullable Object> decisions = new HashMap<>();
    final Map<String, AttemptRecord> attempts = new LinkedHashMap<>();
    final List<Map<String, ?>> gateDecisions = new ArrayList<>();
    @Nullable Map<String, ?> opened;
    @Nullable Map<String, ?> ended;
    @Nullable Map<String, ?> left;
    @Nullable Instant began;
    @Nullable String late;
    @Nullable Map<String, ?> undo;
    boolean stopped;
    @Nullable Map<String, ?> closed;
    long endedSeq;
    int round = 1;

    StepRecord(String key) {
      this.key = key;
    }

    /** Returns what is recorded of its end under another key. */
    StepRecord as(String other) {
      var record = new StepRecord(other);
      record.attempts.putAll(attempts);
      record.ended = ended;
      record.undo = undo;
      record.endedSeq = endedSeq;
      record.round = round;
      return record;
    }
  }

  /** What is recorded of one attempt. */
  static final class AttemptRecord {
    final List<Child> children = new ArrayList<>();
    int starts;
    @Nullable Map<String, ?> startedWith;
    @Nullable Map<String, ?> call;
    @Nullable Map<String, ?> token;
    @Nullable Map<String, ?> answered;
    @Nullable Map<String, ?> settled;
    int waits;
    boolean abandoned;
    Performer.@Nullable Held held;

    boolean isStarted() {
      return starts > 0;
    }

    /** Returns whether a call was begun that has not been answered. */
    boolean isOpen() {
      return isStarted() && answered == null;
    }

    /** Returns whether work outside goes on that nobody has answered for. */
    boolean isOut() {
      return token != null && answered == null && !abandoned;
    }
  }

  synchronized Optional<StepRecord> find(Key key) {
    return Optional.ofNullable(steps.get(key.text()));
  }

  synchronized StepRecord of(String key) {
    return steps.computeIfAbsent(key, StepRecord::new);
  }

  synchronized List<StepRecord> all() {
    return List.copyOf(steps.values());
  }

  synchronized AttemptRecord attempt(Attempt attempt) {
    return of(attempt.key().text())
        .attempts
        .computeIfAbsent(attempt.tag(), none -> new AttemptRecord());
  }

  /** Forgets the programs of a call of which nothing is recorded once it has come back. */
  synchronized void cameBack(Attempt attempt) {
    attempt(attempt).children.clear();
  }

  /** Returns the events that belong to no step, oldest first. */
  synchronized List<Event> ofTheRun() {
    return List.copyOf(ofTheRun);
  }

  /** Returns whether what was done is taken back. */
  synchronized boolean isTakenBack() {
    return ofTheRun.stream().anyMatch(event -> event.event().equals("run.taking_back"));
  }

  /** Returns how many new rounds were begun. */
  synchronized long rounds() {
    return ofTheRun.stream().filter(event -> event.event().equals("run.reopened")).count();
  }

  /** Returns for how long a process was alive since an instant. */
  synchronized Duration alive(Instant since, Instant now) {
    var alive = Duration.ZERO;
    for (var i = 0; i < sessions.size(); i++) {
      var session = sessions.get(i);
      var from = session.from.isAfter(since) ? session.from : since;
      var to = i == sessions.size() - 1 ? now : session.to;
      if (to.isAfter(from)) {
        alive = alive.plus(Duration.between(from, to));
      }
    }
    return alive;
  }

  synchronized void apply(Event event) {
    switch (event.event()) {
      case "run.started", "run.resumed" -> sessions.add(new Session(event.at()));
      default -> {}
    }
    if (!sessions.isEmpty()) {
      sessions.get(sessions.size() - 1).to = event.at();
    }
    if (event.event().equals("run.reopened")) {
      reopen(event.data());
    }
    if (event.step() == null) {
      ofTheRun.add(event);
    } else {
      step(event, of(event.step()));
    }
  }

  private static void step(Event event, StepRecord record) {
    var data = event.data();
    switch (event.event()) {
      case "step.began" -> record.began = event.at();
      case "step.decided" -> record.decisions.put(text(data, "what"), data.get("value"));
      case "step.left" -> record.left = data;
      case "step.late" -> record.late = text(data, "reason");
      case "step.stopped" -> record.stopped = true;
      case "step.closed" -> record.closed = data;
      case "step.undo" -> record.undo = map(data, "undo");
      case "step.ended" -> {
        record.ended = data;
        record.endedSeq = event.seq();
        record.attempts.values().stream()
            .filter(attempt -> attempt.answered == null)
            .forEach(attempt -> attempt.answered = data);
      }
      case "gate.opened" -> {
        record.opened = data;
        record.gateDecisions.clear();
      }
      case "gate.decided" -> record.gateDecisions.add(data);
      default -> {
        if (data.containsKey("attempt")) {
          attempt(event, record);
        }
      }
    }
  }

  private static void attempt(Event event, StepRecord record) {
    var data = event.data();
    var attempt =
        record.attempts.computeIfAbsent(text(data, "attempt"), none -> new AttemptRecord());
    switch (event.event()) {
      case "step.started" -> {
        attempt.starts++;
        attempt.startedWith = data;
        attempt.settled = null;
        attempt.waits = 0;
        attempt.children.clear();
        if (record.began == null) {
          record.began = event.at();
        }
      }
      case "step.child" ->
          attempt.children.add(
              new Child(number(data, "pid"), number(data, "started_at"), text(data, "program")));
      case "step.waiting" -> {
        attempt.token = map(data, "token");
        if (data.containsKey("call")) {
          attempt.call = map(data, "call");
        }
      }
      case "step.answered" -> attempt.answered = data;
      case "step.settled" -> {
        var isOver = !Decision.WAIT.equals(data.get("as"));
        attempt.settled = isOver ? data : null;
        attempt.waits += isOver ? 0 : 1;
      }
      case "step.abandoned" -> attempt.abandoned = true;
      default -> {}
    }
  }

  /** A new round: forgets what has to be done again. */
  private void reopen(Map<String, ?> data) {
    for (var root : texts(data, "again")) {
      for (var record : List.copyOf(steps.values())) {
        var key = new Key(record.key);
        if (key.isIn(root) && !key.isEarlierRound()) {
          forget(record, record.key.equals(root));
        }
      }
    }
    for (var key : texts(data, "reopen")) {
      var record = steps.get(key);
      if (record != null) {
        reopen(record);
      }
    }
    for (var record : List.copyOf(steps.values())) {
      if (record.attempts.values().stream().anyMatch(a -> a.abandoned && a.answered == null)) {
        forget(record, true);
      }
    }
  }

  private static void reopen(StepRecord record) {
    record.ended = null;
    record.left = null;
    record.began = null;
    record.late = null;
    record.stopped = false;
    record.closed = null;
    record.attempts.entrySet().stream()
        .reduce((first, second) -> second)
        .filter(last -> isFailed(last.getValue().answered))
        .ifPresent(last -> record.attempts.remove(last.getKey()));
  }

  /**
   * The condition of a step that is tried anew was decided and stays so; one that succeeded runs
   * again because something before it does, such as one in {@code always}.
   */
  private void forget(StepRecord old, boolean isRoot) {
    var fresh = new StepRecord(old.key);
    fresh.round = old.round + 1;
    var hasSucceeded = old.ended != null && "succeeded".equals(old.ended.get("status"));
    var keepsCondition = isRoot && !hasSucceeded;
    if (keepsCondition && Boolean.TRUE.equals(old.decisions.get("when"))) {
      fresh.decisions.put("when", true);
    }
    if (keepsCondition && old.decisions.containsKey("list")) {
      fresh.decisions.put("list", old.decisions.get("list"));
    }
    if (hasSucceeded) {
      keep(old);
    }
    steps.put(old.key, fresh);
  }

  /** What an earlier round did can still be taken back. */
  private void keep(StepRecord old) {
    var undo = steps.remove(Undoing.UNDO + old.key);
    var kept = old.as(new Key(old.key).round(old.round).text());
    steps.put(kept.key, kept);
    if (undo != null) {
      steps.put(Undoing.UNDO + kept.key, undo.as(Undoing.UNDO + kept.key));
    }
  }

  static boolean isFailed(@Nullable Map<String, ?> data) {
    return data != null && "failed".equals(data.get("status"));
  }

  static String text(Map<String, ?> data, String name) {
    return String.valueOf(data.get(name));
  }

  static long number(Map<String, ?> data, String name) {
    return data.get(name) instanceof BigDecimal number ? number.longValue() : 0;
  }

  @SuppressWarnings("unchecked") // keys of a map that was read from JSON are text
  static Map<String, ?> map(Map<String, ?> data, String name) {
    return data.get(name) instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
  }

  static List<String> texts(Map<String, ?> data, String name) {
    return data.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
