package dev.runbook.cli.view;

import dev.runbook.cli.console.Console;
import dev.runbook.run.Opening;
import dev.runbook.standing.Field;
import dev.runbook.standing.Outlook;
import dev.runbook.standing.Rules;
import dev.runbook.standing.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question to a person, as text.
 *
 * @param closes when nobody can decide any more; null for never
 * @param onTimeout the choice that holds then; null if the step fails
 */
record QuestionText(
    String step,
    String ask,
    Map<String, ?> show,
    List<String> choices,
    List<Field> fields,
    Rules rules,
    Outlook outlook,
    @Nullable Instant closes,
    @Nullable String onTimeout) {

  static QuestionText of(Opening opening) {
    return new QuestionText(
        opening.step(),
        opening.ask(),
        opening.show(),
        opening.choices(),
        opening.toFill(),
        opening.rules(),
        opening.outlook(),
        opening.closes(),
        opening.onTimeout());
  }

  static QuestionText of(Standing.Question question) {
    return new QuestionText(
        question.step(),
        question.ask(),
        question.show(),
        question.choices(),
        question.fields(),
        question.rules(),
        question.outlook(),
        question.closes(),
        question.onTimeout());
  }

  /** Returns what a person has to know to decide, as lines. */
  String lines(int depth, Console console) {
    var text = new StringBuilder();
    text.append(new Row(Row.Mark.ASKS, depth, step, ask, "").in(console.style()));
    var indent = Row.indent(depth);
    show.forEach((name, value) -> text.append(ValueText.of(name, value, indent)));
    var rows = new ArrayList<List<String>>();
    choices(rows);
    fields(rows);
    if (closes != null) {
      rows.add(List.of("time", Times.unlessDecided(closes, onTimeout, console.now())));
    }
    rules(rows);
    return text.append(ValueText.aligned(rows, indent)).toString();
  }

  private void choices(List<List<String>> rows) {
    add(rows, "failed before", outlook.tolerated());
    if (outlook.leads().isEmpty()) {
      rows.add(List.of("choices", String.join(", ", choices)));
      return;
    }
    outlook.leads().forEach((choice, lines) -> add(rows, choice, lines.isEmpty() ? none() : lines));
    add(rows, "in any case", outlook.anyway());
  }

  private List<String> none() {
    return List.of(outlook.anyway().isEmpty() ? "no step follows" : "only what comes in any case");
  }

  private static void add(List<List<String>> rows, String name, List<String> lines) {
    var head = name;
    for (var line : lines) {
      rows.add(List.of(head, line));
      head = "";
    }
  }

  private void fields(List<List<String>> rows) {
    var must = fields.stream().filter(Field::required).toList();
    var may = fields.stream().filter(field -> !field.required()).toList();
    if (!must.isEmpty()) {
      rows.add(List.of("fill in", named(must)));
    }
    if (!may.isEmpty()) {
      rows.add(List.of("may fill in", named(may)));
    }
  }

  private static String named(List<Field> fields) {
    return fields.stream()
        .map(field -> field.name() + " (" + field.type() + ")")
        .collect(Collectors.joining(", "));
  }

  private void rules(List<List<String>> rows) {
    if (rules.approvals() > 1) {
      rows.add(List.of("approvals", rules.approvals() + " different people must say the same"));
    }
    if (rules.notSelf()) {
      rows.add(List.of("not", "who started the run"));
    }
    if (!rules.approvers().isEmpty()) {
      rows.add(List.of("asked", String.join(", ", rules.approvers())));
    }
  }
}
