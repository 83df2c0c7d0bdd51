package dev.runbook.diagnostic;

import dev.runbook.text.Span;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows diagnostics as text: the message, the source line, a caret under the wrong word, the hint.
 */
public final class Report {
  private static final int WIDEST_LINE = 160;
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

  private Report() {}

  public static String of(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Report::of).collect(Collectors.joining("\n"));
  }

  /** Returns the lines of one diagnostic, each ended by a newline. */
  public static String of(Diagnostic diagnostic) {
    var severity = diagnostic.isError() ? "error" : "warning";
    var text = new StringBuilder(severity + ": " + diagnostic.message() + "\n");
    var indent = " ";
    if (diagnostic.span() != null) {
      indent = " ".repeat(String.valueOf(diagnostic.span().line()).length());
      excerpt(diagnostic.span(), indent, text);
    }
    if (diagnostic.hint() != null) {
      text.append(indent).append(" = hint: ").append(diagnostic.hint()).append("\n");
    }
    return text.toString();
  }

  private static void excerpt(Span span, String indent, StringBuilder text) {
    var source = span.source().shown(span.line());
    var from = source.offsetByCodePoints(0, Math.min(span.column() - 1, codePoints(source)));
    var to = Math.max(from, Math.min(source.length(), from + span.length()));
    var first = Math.max(0, Math.min(from - WIDEST_LINE / 2, source.length() - WIDEST_LINE));
    var last = Math.min(source.length(), first + WIDEST_LINE);
    var shown = printable(source.substring(first, last));
    var before = printable(source.substring(first, from)).replaceAll("[^\t]", " ");
    var width = Math.max(1, codePoints(source.substring(from, Math.min(to, last))));
    text.append(indent).append("--> ").append(span.place()).append("\n");
    text.append(indent).append(" |\n");
    text.append(span.line()).append(" | ").append(shown).append("\n");
    text.append(indent).append(" | ").append(before).append("^".repeat(width)).append("\n");
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String printable(String text) {
    return INVISIBLE.matcher(text).replaceAll("\uFFFD");
  }
}
