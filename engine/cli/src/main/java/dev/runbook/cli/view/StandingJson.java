package dev.runbook.cli.view;

import dev.runbook.journal.Commands;
import dev.runbook.standing.Field;
import dev.runbook.standing.Standing;
import dev.runbook.standing.Standings;
import dev.runbook.standing.StepStanding;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How runs stand, as programs read it. */
public final class StandingJson {
  private StandingJson() {}

  /** Returns the runs, without their steps. */
  public static Map<String, ?> list(Standings all, Commands commands) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("runs", all.runs().stream().map(run -> brief(run, commands)).toList());
    if (!all.damaged().isEmpty()) {
      json.put("damaged", all.damaged().stream().map(StandingJson::damaged).toList());
    }
    return json;
  }

  private static Map<String, @Nullable Object> damaged(Standings.Damaged damaged) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("run", damaged.run());
    json.put("reason", damaged.reason());
    json.put("hint", damaged.hint());
    return json;
  }

  /** Returns all that is known of a run. */
  public static Map<String, @Nullable Object> of(Standing run, Commands commands) {
    var json = brief(run, commands);
    json.put("file", run.file().toString());
    json.put("directory", run.directory().toString());
    json.put("steps", run.steps().stream().map(StandingJson::step).toList());
    json.put("decisions", run.decisions().stream().map(StandingJson::ruling).toList());
    json.put("outputs", run.outputs());
    json.put("tolerated", (long) run.tolerated());
    json.put("warnings", run.warnings());
    return json;
  }

  private static Map<String, @Nullable Object> brief(Standing run, Commands commands) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("run", run.run());
    json.put("runbook", run.runbook());
    json.put("status", word(run.status()));
    json.put("operator", run.operator());
    json.put("started_at", run.startedAt());
    json.put("last_at", run.lastAt());
    json.put("open", run.open().stream().map(q -> question(q, run.run(), commands)).toList());
    json.put("failure", run.failure() == null ? null : trouble(run.failure()));
    return json;
  }

  static Map<String, @Nullable Object> step(StepStanding step) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("step", step.key());
    json.put("action", step.action());
    json.put("state", word(step.state()));
    json.put("text", step.text());
    json.put("began", step.began());
    json.put("ended", step.ended());
    json.put("attempt", (long) step.attempt());
    json.put("outputs", step.outputs());
    return json;
  }

  private static Map<String, @Nullable Object> question(
      Standing.Question question, String run, Commands commands) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("step", question.step());
    json.put("ask", question.ask());
    json.put("cut_off", question.cutOff());
    json.put("show", question.show());
    json.put("choices", question.choices());
    json.put("fields", question.fields().stream().map(StandingJson::field).toList());
    json.put("leads", question.outlook().leads());
    json.put("anyway", question.outlook().anyway());
    json.put("tolerated", question.outlook().tolerated());
    json.put("opened_at", question.openedAt());
    json.put("closes", question.closes());
    json.put("on_timeout", question.onTimeout());
    json.put("approvals", (long) question.rules().approvals());
    json.put("decided", question.decided().stream().map(StandingJson::ruling).toList());
    json.put("command", question.command(commands, run));
    return json;
  }

  private static Map<String, Object> field(Field field) {
    return Map.of("name", field.name(), "type", field.type(), "required", field.required());
  }

  private static Map<String, @Nullable Object> ruling(Standing.Ruling ruling) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("step", ruling.step());
    json.put("choice", ruling.choice());
    json.put("by", ruling.by());
    json.put("at", ruling.at());
    json.put("comment", ruling.comment());
    json.put("fields", ruling.fields());
    return json;
  }

  private static Map<String, @Nullable Object> trouble(Standing.Trouble trouble) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("step", trouble.step());
    json.put("reason", trouble.reason());
    json.put("kind", trouble.kind());
    json.put("hint", trouble.hint());
    json.put("place", trouble.place());
    return json;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
