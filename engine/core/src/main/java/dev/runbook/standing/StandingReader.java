package dev.runbook.standing;

import dev.runbook.journal.Event;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how a run stands from its journal, event by event. */
final class StandingReader {
  private final String run;
  private final Map<String, StepReading> steps = new LinkedHashMap<>();
  private final Map<String, Standing.Question> open = new LinkedHashMap<>();
  private final List<Standing.Ruling> decisions = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Map<String, ?> started = Map.of();
  private @Nullable Map<String, ?> left;
  private Instant startedAt = Instant.EPOCH;
  private Instant lastAt = Instant.EPOCH;
  private boolean takenBack;
  private final Set<String> undos = new LinkedHashSet<>();

  StandingReader(String run) {
    this.run = run;
  }

  Standing read(List<Event> events, boolean held) {
    events.forEach(this::read);
    var end = left == null ? Map.<String, Object>of() : left;
    var status = status(end, held);
    return new Standing(
        run,
        text(started, "runbook"),
        Path.of(text(started, "file")),
        Path.of(text(started, "directory")),
        text(started, "operator"),
        startedAt,
        lastAt,
        status,
        steps.values().stream().map(step -> step.standing(held, status.isOver())).toList(),
        List.copyOf(undos),
        status.isOver() ? List.of() : List.copyOf(open.values()),
        List.copyOf(decisions),
        trouble(map(end, "error")),
        map(end, "outputs"),
        number(end, "tolerated"),
        List.copyOf(warnings),
        takenBack);
  }

  private Standing.Status status(Map<String, ?> end, boolean held) {
    if (end.containsKey("status")) {
      return Standing.Status.valueOf(text(end, "status").toUpperCase(Locale.ROOT));
    }
    return held ? Standing.Status.RUNNING : Standing.Status.CUT_OFF;
  }

  private void read(Event event) {
    lastAt = event.at();
    switch (event.event()) {
      case "run.started" -> {
        started = event.data();
        startedAt = event.at();
      }
      case "run.ended" -> left = event.data();
      case "run.warned" -> warnings.add(text(event.data(), "text"));
      case "run.resumed", "run.cancelling" -> left = null;
      case "run.taking_back" -> {
        left = null;
        takenBack = true;
      }
      case "run.reopened" -> reopen(event.data());
      default -> {
        if (event.step() != null) {
          step(event, event.step());
        }
      }
    }
  }

  private void step(Event event, String key) {
    var data = event.data();
    if (key.startsWith("undo:")) {
      undos.add(key);
      takenBack(event, key.substring("undo:".length()));
      return;
    }
    switch (event.event()) {
      case "gate.opened" -> open.put(key, question(event, key));
      case "gate.decided" -> decisions.add(ruling(event, key, "choice"));
      case "step.settled" -> {
        decisions.add(ruling(event, key, "as"));
        open.remove(key);
      }
      case "step.ended" -> open.remove(key);
      default -> {}
    }
    if (!key.isEmpty() && !isOnlyADecision(event)) {
      steps.computeIfAbsent(key, StepReading::new).read(event, data);
    }
  }

  /** A condition that was false leaves a step out; other decisions say nothing of how it stands. */
  private static boolean isOnlyADecision(Event event) {
    return event.event().equals("step.decided")
        && !(text(event.data(), "what").equals("when")
            && Boolean.FALSE.equals(event.data().get("value")));
  }

  private void takenBack(Event event, String key) {
    var step = steps.get(key);
    if (step != null
        && event.event().equals("step.ended")
        && text(event.data(), "status").equals("succeeded")) {
      step.takeBack();
    }
  }

  private void reopen(Map<String, ?> data) {
    for (var root : texts(data, "again")) {
      steps.keySet().removeIf(key -> isIn(key, root));
      open.keySet().removeIf(key -> isIn(key, root));
    }
    texts(data, "reopen").stream()
        .map(steps::get)
        .forEach(
            step -> {
              if (step != null) {
                step.reopen();
              }
            });
  }

  private static boolean isIn(String key, String root) {
    return key.startsWith(root)
        && (key.length() == root.length() || "/[@#".indexOf(key.charAt(root.length())) >= 0);
  }

  private static Standing.Question question(Event event, String key) {
    var data = event.data();
    return new Standing.Question(
        key,
        text(data, "ask"),
        Boolean.TRUE.equals(data.get("cut_off")),
        map(data, "show"),
        texts(data, "choices"),
        fields(data),
        event.at(),
        data.get("closes") instanceof Instant closes ? closes : null,
        data.get("on_timeout") instanceof String choice ? choice : null,
        text(data, "hash"),
        new Rules(
            Math.max(1, number(data, "approvals")),
            Boolean.TRUE.equals(data.get("not_self")),
            texts(data, "approvers")),
        Outlook.of(data),
        List.of());
  }

  private static List<Field> fields(Map<String, ?> data) {
    var fields = new ArrayList<Field>();
    if (data.get("fields") instanceof List<?> list) {
      for (var entry : list) {
        if (entry instanceof Map<?, ?> field) {
          fields.add(
              new Field(
                  String.valueOf(field.get("name")),
                  String.valueOf(field.get("type")),
                  Boolean.TRUE.equals(field.get("required"))));
        }
      }
    }
    return fields;
  }

  private static Standing.Ruling ruling(Event event, String key, String choice) {
    var data = event.data();
    return new Standing.Ruling(
        key,
        text(data, choice),
        text(data, "by"),
        data.get("at") instanceof Instant at ? at : event.at(),
        data.get("comment") instanceof String comment ? comment : null,
        map(data, "fields"));
  }

  private static Standing.@Nullable Trouble trouble(Map<String, ?> data) {
    return data.isEmpty()
        ? null
        : new Standing.Trouble(
            text(data, "step"),
            text(data, "reason"),
            text(data, "kind"),
            data.get("hint") instanceof String hint ? hint : null,
            data.get("at") instanceof String at ? at : null);
  }

  static String text(Map<String, ?> data, String name) {
    return data.get(name) instanceof String text ? text : "";
  }

  static int number(Map<String, ?> data, String name) {
    return data.get(name) instanceof BigDecimal number ? number.intValue() : 0;
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
