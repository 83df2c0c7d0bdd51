package dev.runbook.cli.command;

import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.plan.Plan;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A runbook as a page in Markdown. */
final class RunbookMarkdown {
  private final Plan plan;
  private final StringBuilder page = new StringBuilder();

  private RunbookMarkdown(Plan plan) {
    this.plan = plan;
  }

  static String of(Plan plan) {
    var markdown = new RunbookMarkdown(plan);
    markdown.heading();
    markdown.inputs();
    markdown.outside();
    markdown.steps();
    markdown.gates();
    markdown.outputs();
    return markdown.page.toString();
  }

  private void heading() {
    var runbook = plan.top();
    page.append("# ").append(runbook.name()).append('\n');
    if (runbook.description() != null) {
      page.append('\n').append(runbook.description().strip()).append('\n');
    }
  }

  private void inputs() {
    var rows = new ArrayList<List<String>>();
    for (var input : plan.top().inputs()) {
      rows.add(
          List.of(
              code(input.name()), type(input.shape()), standard(input), said(input.description())));
    }
    table("Inputs", List.of("input", "type", "unless given", "what it is"), rows);
  }

  private static String type(Declaration.Shape shape) {
    var name = shape.kind().name().toLowerCase(Locale.ROOT);
    if (shape.of() != null) {
      return name + " of " + type(shape.of());
    }
    var fields =
        shape.fields().stream()
            .map(field -> field.name() + ": " + type(field.shape()))
            .collect(Collectors.joining(", "));
    return fields.isEmpty() ? name : name + " of " + fields;
  }

  private static String standard(Declaration input) {
    var value = input.defaultValue();
    return value != null ? "`" + source(value.span()) + "`" : input.required() ? "" : "nothing";
  }

  private void outside() {
    var rows = new ArrayList<List<String>>();
    for (var secret : plan.top().secrets()) {
      rows.add(List.of(code(secret.name()), "secret", from(secret.from())));
    }
    for (var connection : plan.top().connections()) {
      rows.add(
          List.of(
              code(connection.name()),
              "connection to " + connection.type(),
              connection.given() ? "given by a site" : "its settings are in the runbook"));
    }
    table("From outside", List.of("name", "what", "where from"), rows);
  }

  private static String from(Declaration.@Nullable SecretFrom from) {
    if (from instanceof Declaration.SecretFrom.Env env) {
      return "the environment variable `" + env.name() + "`";
    }
    if (from instanceof Declaration.SecretFrom.File file) {
      return "the file `" + file.path() + "`";
    }
    if (from instanceof Declaration.SecretFrom.Command) {
      return "what a program prints";
    }
    return from == null ? "given by a site" : "asked at the start";
  }

  private void steps() {
    var rows = new ArrayList<List<String>>();
    var runbook = plan.top();
    runbook.steps().forEach(step -> rows.add(row(step, "")));
    runbook.rescue().forEach(step -> rows.add(row(step, "if a step fails: ")));
    runbook.always().forEach(step -> rows.add(row(step, "on every way out: ")));
    table("Steps", List.of("step", "what it does", "its steps"), rows);
  }

  private static List<String> row(Step step, String when) {
    var inside =
        step.work() instanceof Work.Group group
            ? group.steps().stream()
                .map(inner -> code(inner.id()))
                .collect(Collectors.joining(", "))
            : "";
    var what = step.name() == null ? work(step.work()) : asWritten(step.name());
    return List.of(code(step.id()), when + what, inside);
  }

  private static String work(Work work) {
    if (work instanceof Work.Act act) {
      return code(act.action());
    }
    if (work instanceof Work.Call call) {
      return "call " + code(call.file());
    }
    if (work instanceof Work.Rollback rollback) {
      return "take back "
          + rollback.steps().stream().map(id -> code(id)).collect(Collectors.joining(", "));
    }
    return work instanceof Work.Gate gate ? asWritten(gate.ask()) : other(work);
  }

  private static String other(Work work) {
    return work instanceof Work.Assert
        ? "check a condition"
        : work instanceof Work.Group ? "" : "wait";
  }

  private void gates() {
    var rows = new ArrayList<List<String>>();
    gates(plan.top(), "", rows);
    table("Gates", List.of("gate", "asks", "choices", "who"), rows);
  }

  private void gates(Runbook runbook, String around, List<List<String>> rows) {
    for (var place : plan.steps(runbook)) {
      var step = place.step();
      if (step.work() instanceof Work.Gate gate) {
        rows.add(
            List.of(
                "`" + around + step.id() + "`", asWritten(gate.ask()), choices(gate), who(gate)));
      } else if (step.work() instanceof Work.Call call) {
        gates(plan.called(runbook, call), around + step.id() + "/", rows);
      }
    }
  }

  private static String choices(Work.Gate gate) {
    var choices = gate.choices().stream().map(word -> word.text()).toList();
    return (choices.isEmpty() ? "approve" : String.join(", ", choices)) + ", reject";
  }

  private static String who(Work.Gate gate) {
    var who =
        gate.approvers().isEmpty()
            ? "anybody"
            : gate.approvers().stream().map(word -> word.text()).collect(Collectors.joining(", "));
    return gate.notSelf() ? who + ", but not who started the run" : who;
  }

  private void outputs() {
    var rows =
        plan.top().outputs().stream()
            .map(each -> List.of(code(each.name()), "`" + source(each.value().span()) + "`"))
            .toList();
    table("Outputs", List.of("output", "value"), rows);
  }

  private void table(String title, List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    page.append("\n## ").append(title).append("\n\n");
    row(head);
    page.append("|---".repeat(head.size())).append("|\n");
    rows.forEach(this::row);
  }

  private void row(List<String> cells) {
    cells.forEach(cell -> page.append("| ").append(cell(cell)).append(' '));
    page.append("|\n");
  }

  private static String cell(String text) {
    return text.replaceAll("\\s*\n\\s*", " ").replace("|", "\\|").strip();
  }

  private static String said(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String code(Object name) {
    return "`" + name + "`";
  }

  private static String source(Span span) {
    return span.source().text().substring(span.start(), span.start() + span.length());
  }

  /** What is computed stays as it is written. */
  private static String asWritten(Value value) {
    return value instanceof Value.Scalar scalar ? scalar.template().excerpt().text() : "";
  }
}
