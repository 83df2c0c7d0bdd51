package dev.runbook.catalog;

import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Result;
import dev.runbook.expression.Scope;
import dev.runbook.expression.Template;
import dev.runbook.expression.Values;

/** Shows a text of which some parts are unknown, such as {@code v-<known after STEP>}. */
final class PartialText {
  private static final String OPENING = "${";

  private final String text;
  private final StringBuilder shown = new StringBuilder();
  private int at;

  private PartialText(String text) {
    this.text = text;
  }

  static String of(Template template, Scope scope) throws EvaluationException {
    var partial = new PartialText(template.excerpt().text());
    for (var expression : template.expressions()) {
      partial.copyUpTo(expression);
      partial.shown.append(shown(expression.evaluate(scope)));
    }
    partial.copy(partial.text.length());
    return partial.shown.toString();
  }

  private static String shown(Result result) {
    return result instanceof Result.Known known
        ? Values.text(known.value())
        : result instanceof Result.Unknown unknown ? unknown.shown() : "";
  }

  /** Copies what stands before an expression, and steps over that. */
  private void copyUpTo(Expression expression) {
    var opening = opening();
    copy(opening);
    var inside = text.indexOf(expression.text(), opening) + expression.text().length();
    at = text.indexOf('}', inside) + 1;
  }

  private int opening() {
    var found = text.indexOf(OPENING, at);
    while (found > 0 && text.charAt(found - 1) == '$') {
      found = text.indexOf(OPENING, found + OPENING.length());
    }
    return found;
  }

  private void copy(int end) {
    shown.append(text.substring(at, end).replace("$" + OPENING, OPENING));
    at = end;
  }
}
