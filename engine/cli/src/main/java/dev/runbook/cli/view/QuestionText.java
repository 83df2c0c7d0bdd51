package dev.runbook.cli.view;

import dev.runbook.cli.console.Console;
import dev.runbook.run.Opening;

/** A question to a person, as text. */
public final class QuestionText {
  private QuestionText() {}

  /** Returns what a person has to know to decide, as lines. */
  static String of(Opening opening, int depth, Console console) {
    var text = new StringBuilder();
    text.append(
        new Row(Row.Mark.ASKS, depth, opening.step(), opening.ask(), "").in(console.style()));
    var indent = Row.indent(depth);
    opening.show().forEach((name, value) -> text.append(ValueText.of(name, value, indent)));
    text.append(indent).append(choices(opening)).append('\n');
    if (opening.closes() != null) {
      text.append(indent)
          .append(Times.unlessDecided(opening.closes(), opening.onTimeout(), console.now()));
      text.append('\n');
    }
    rules(opening.rules(), indent, text);
    return text.toString();
  }

  /** Returns what can be decided. */
  public static String choices(Opening opening) {
    return "choices: " + String.join(", ", opening.choices());
  }

  private static void rules(Opening.Rules rules, String indent, StringBuilder text) {
    if (rules.approvals() > 1) {
      text.append(indent).append(rules.approvals()).append(" different people must agree\n");
    }
    if (rules.notSelf()) {
      text.append(indent).append("not who started the run\n");
    }
    if (!rules.approvers().isEmpty()) {
      text.append(indent).append("asked: ").append(String.join(", ", rules.approvers()));
      text.append('\n');
    }
  }
}
