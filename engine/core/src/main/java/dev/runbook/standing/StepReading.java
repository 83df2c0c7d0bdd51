package dev.runbook.standing;

import dev.runbook.journal.Event;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how one step stands. */
final class StepReading {
  private final String key;
  private @Nullable String action;
  private StepStanding.State state = StepStanding.State.RUNNING;
  private String text = "";
  private @Nullable Instant began;
  private @Nullable Instant ended;
  private boolean inCall;
  private int attempt = 1;
  private Map<String, ?> outputs = Map.of();

  StepReading(String key) {
    this.key = key;
  }

  void read(Event event, Map<String, ?> data) {
    if (began == null) {
      began = event.at();
    }
    switch (event.event()) {
      case "step.decided" -> settle(event, StepStanding.State.SKIPPED, "its `when` was false");
      case "step.started" -> start(data);
      case "step.waiting" -> {
        inCall = false;
        state = StepStanding.State.WAITING;
        text = StandingReader.text(data, "reason");
      }
      case "step.answered" -> {
        inCall = false;
        state = StepStanding.State.RUNNING;
        text = StandingReader.text(StandingReader.map(data, "error"), "reason");
      }
      case "gate.opened" -> {
        state = StepStanding.State.ASKED;
        text = StandingReader.text(data, "ask");
      }
      case "step.left" -> text = StandingReader.text(data, "reason");
      case "step.closed" -> close(event, data);
      case "step.ended" -> end(event, data);
      default -> {}
    }
  }

  private void start(Map<String, ?> data) {
    action = StandingReader.text(data, "action");
    inCall = true;
    state = StepStanding.State.RUNNING;
    text = "";
    attempt = number(StandingReader.text(data, "attempt"));
  }

  /** Returns the attempt in "PASS.ATTEMPT". */
  private static int number(String tag) {
    var number = tag.substring(tag.indexOf('.') + 1);
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 1;
  }

  private void close(Event event, Map<String, ?> data) {
    var status = StandingReader.text(data, "status").toUpperCase(Locale.ROOT);
    settle(event, StepStanding.State.valueOf(status), StandingReader.text(data, "reason"));
  }

  private void end(Event event, Map<String, ?> data) {
    var status = StandingReader.text(data, "status").toUpperCase(Locale.ROOT);
    var reason = StandingReader.text(StandingReader.map(data, "error"), "reason");
    outputs = StandingReader.map(data, "outputs");
    settle(event, StepStanding.State.valueOf(status), reason);
  }

  private void settle(Event event, StepStanding.State state, String text) {
    this.state = state;
    this.text = text;
    this.ended = event.at();
    this.inCall = false;
  }

  void takeBack() {
    state = StepStanding.State.TAKEN_BACK;
  }

  void reopen() {
    state = StepStanding.State.RUNNING;
    text = "";
    ended = null;
  }

  /**
   * Returns how it stands.
   *
   * @param held whether a process holds the run: else nobody knows what a call begun did
   * @param over whether nothing more happens to the run: what goes on was stopped with it
   */
  StepStanding standing(boolean held, boolean over) {
    var goesOn = state == StepStanding.State.RUNNING || state == StepStanding.State.WAITING;
    var known = over && goesOn ? StepStanding.State.STOPPED : state;
    known = inCall && !held ? StepStanding.State.UNKNOWN : known;
    return new StepStanding(key, action, known, text, began, ended, attempt, outputs);
  }
}
