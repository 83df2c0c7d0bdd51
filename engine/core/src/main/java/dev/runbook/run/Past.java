package dev.runbook.run;

import dev.runbook.journal.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a journal says about the run as a whole. */
final class Past {
  private final List<Event> events;
  private final Event started;

  private Past(List<Event> events, Event started) {
    this.events = events;
    this.started = started;
  }

  /**
   * Reads it.
   *
   * @throws RefusedException if the run was cut off before it had begun
   */
  static Past of(Records records, String run) throws RefusedException {
    var events = records.ofTheRun();
    var started = events.stream().filter(event -> event.event().equals("run.started")).findFirst();
    if (started.isEmpty()) {
      throw RefusedException.because(
          "run `" + run + "` was cut off before its first step", "start it again: `runbook run`");
    }
    return new Past(events, started.get());
  }

  Path file() {
    return Path.of(Records.text(started.data(), "file"));
  }

  List<Path> sites() {
    return Records.texts(started.data(), "sites").stream().map(Path::of).toList();
  }

  /** Returns what it was when it was started. */
  RunFacts facts(String run) {
    return new RunFacts(run, startedAt(), zone(), operator(), directory(), new AtomicInteger());
  }

  private Instant startedAt() {
    return started.at();
  }

  /** Returns the zone of the machine where it was started. */
  private ZoneId zone() {
    return started.data().get("zone") instanceof String zone
        ? ZoneId.of(zone)
        : ZoneId.systemDefault();
  }

  String operator() {
    return Records.text(started.data(), "operator");
  }

  Path directory() {
    return Path.of(Records.text(started.data(), "directory"));
  }

  /** Returns the inputs as they were given last. */
  Map<String, ?> inputs() {
    return merged("inputs");
  }

  /** Returns the starter's own decisions, by the key of the gate. */
  Map<String, String> yes() {
    var yes = new LinkedHashMap<String, String>();
    merged("yes").forEach((gate, choice) -> yes.put(gate, String.valueOf(choice)));
    return yes;
  }

  private Map<String, ?> merged(String name) {
    var all = new LinkedHashMap<String, Object>();
    events.stream()
        .filter(e -> e.event().equals("run.started") || e.event().equals("run.resumed"))
        .forEach(event -> all.putAll(Records.map(event.data(), name)));
    return all;
  }

  /** Returns the outputs of an earlier run, by the id of the step. */
  Map<String, Map<String, @Nullable Object>> supplied() {
    var supplied = new LinkedHashMap<String, Map<String, @Nullable Object>>();
    var data = Records.map(started.data(), "supplied");
    data.keySet().forEach(id -> supplied.put(id, new LinkedHashMap<>(Records.map(data, id))));
    return supplied;
  }

  /** Returns which steps were chosen; it pauses where it was to pause and has not yet been. */
  RunRequest.Selected selected(@Nullable String until) {
    var data = Records.map(started.data(), "selected");
    return new RunRequest.Selected(
        Records.texts(data, "only"),
        data.get("from") instanceof String from ? from : null,
        until == null ? pending() : until,
        Records.texts(data, "skip"),
        null);
  }

  private @Nullable String pending() {
    String until = null;
    for (var event : events) {
      if (event.event().equals("run.started")) {
        until = Records.map(event.data(), "selected").get("until") instanceof String u ? u : null;
      } else if (event.event().equals("run.resumed")) {
        until = event.data().get("until") instanceof String u ? u : until;
      } else if (event.event().equals("run.ended") && event.data().containsKey("reached")) {
        until = null;
      }
    }
    return until;
  }

  /** Returns how it was left last; empty if it was cut off. */
  Map<String, ?> end() {
    var last = events.get(events.size() - 1);
    return last.event().equals("run.ended") ? last.data() : Map.of();
  }

  boolean wasEdited() {
    return events.stream()
        .anyMatch(
            e -> e.event().equals("run.resumed") && Boolean.TRUE.equals(e.data().get("edited")));
  }

  boolean isTakenBack() {
    return events.stream().anyMatch(event -> event.event().equals("run.taking_back"));
  }

  boolean is(RunResult.Status status) {
    return Carriage.word(status).equals(end().get("status"));
  }

  boolean wasCancelled() {
    return isBeingCancelled() || is(RunResult.Status.CANCELLED);
  }

  /** Returns whether somebody began to cancel it, and that has not ended. */
  boolean isBeingCancelled() {
    return events.stream().anyMatch(event -> event.event().equals("run.cancelling"))
        && !is(RunResult.Status.CANCELLED);
  }
}
