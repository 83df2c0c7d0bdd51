package dev.runbook.load;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what is wrong inside <code>{ }</code> and <code>[ ]</code>. */
final class FlowMessages {
  private static final Pattern TEMPLATE =
      Pattern.compile("[\\[{,][ \\t]*(?:\\w+:[ \\t]+)?(\\$\\{)");

  private final Source source;
  private final String text;
  private final Lines lines;

  FlowMessages(Source source) {
    this.source = source;
    this.text = source.text();
    this.lines = new Lines(source);
  }

  /**
   * @param at where the parser gave up
   * @param open where the bracket stands
   */
  Diagnostic of(String problem, int at, int open) {
    if (at < text.length() && text.charAt(at) == '{' && at > 0 && text.charAt(at - 1) == '$') {
      return template(at - 1);
    }
    var bracket = text.charAt(Math.min(open, text.length() - 1));
    if (problem.contains("<stream end>") || lines.number(open) != lines.number(at)) {
      if (bracket == '[' || bracket == '{') {
        return error(
            source.span(open, open + 1),
            "this `" + bracket + "` is never closed",
            "end it with `" + closing(bracket) + "`");
      }
    }
    var found = at < text.length() ? text.charAt(at) : ' ';
    if (found == ':') {
      return colonInFlow(at, open);
    }
    return error(
        lines.word(at).length() > 1 && Character.isLetter(found)
            ? lines.word(at)
            : source.span(at, at + 1),
        "expected `,` or `" + closing(bracket) + "`",
        "put a comma between two entries, and quotes around a text that holds brackets or commas");
  }

  private Diagnostic colonInFlow(int at, int open) {
    var start = at;
    while (start > open + 1 && ",:[{".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    start += indent(start);
    var end = at;
    while (end < text.length() && ",]}\n\r".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    var value = text.substring(start, end).strip();
    var isChoice = value.contains(" ? ") && !value.startsWith("${");
    return error(
        source.span(at, at + 1),
        "`: ` in a text without quotes",
        quoteHint(isChoice ? "${" + value + "}" : value));
  }

  private Diagnostic template(int start) {
    var end = templateEnd(start);
    return error(
        source.span(start, end),
        "`${...}` needs quotes inside `{ }` and `[ ]`",
        quoteHint(text.substring(start, end)));
  }

  private int templateEnd(int start) {
    var depth = 0;
    var quote = '\0';
    for (var at = start + 1; at < lines.end(start); at++) {
      var c = text.charAt(at);
      if (quote != '\0') {
        quote = c == quote ? '\0' : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
      if (depth == 0) {
        return at + 1;
      }
    }
    return start + 2;
  }

  private static char closing(char bracket) {
    return bracket == '{' ? '}' : ']';
  }

  /** Returns what is wrong if a template without quotes stands before, on the same line. */
  @Nullable Diagnostic templateBefore(int at) {
    var found = TEMPLATE.matcher(text).region(lines.start(at), at);
    return found.find() ? template(found.start(1)) : null;
  }

  private int indent(int at) {
    var count = 0;
    while (at + count < text.length() && text.charAt(at + count) == ' ') {
      count++;
    }
    return count;
  }

  /** Returns the advice to quote a text, with the text in quotes if it is short. */
  static String quoteHint(String value) {
    if (value.isEmpty() || value.length() > 100) {
      return "put quotes around the text";
    }
    var quoted =
        !value.contains("'")
            ? "'" + value + "'"
            : !value.contains("\"") && !value.contains("\\")
                ? '"' + value + '"'
                : "'" + value.replace("'", "''") + "'";
    return "put quotes around it: " + quoted;
  }

  private static Diagnostic error(Span span, String message, String hint) {
    return Diagnostic.error(span, message, hint);
  }
}
