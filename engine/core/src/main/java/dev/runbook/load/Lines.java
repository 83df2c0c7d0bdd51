package dev.runbook.load;

import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.util.Optional;
import java.util.regex.Pattern;

/** The lines of a source, looked at to tell which mistake broke its YAML. */
final class Lines {
  private static final int ABOVE = 200;
  private static final Pattern KEY =
      Pattern.compile(
          "(?<lead>[ \\t]*(?:-[ \\t]+)*)(?<key>[^\\s:#'\"\\[{-][^:#]*?)[ \\t]*:(?:\\s.*)?");

  /** A key and the column it begins at, from 0. */
  record Key(String text, int column, Span span) {}

  private final Source source;
  private final String text;

  Lines(Source source) {
    this.source = source;
    this.text = source.text();
  }

  int start(int at) {
    var start = Math.min(at, text.length());
    while (start > 0 && !isBreak(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  int end(int at) {
    var end = at;
    while (end < text.length() && !isBreak(text.charAt(end))) {
      end++;
    }
    return end;
  }

  int number(int at) {
    return source.span(at, at + 1).line();
  }

  /** Returns the rest of the line, without blanks and a comment at its end. */
  String rest(int at) {
    var rest = text.substring(Math.min(at, text.length()), end(at));
    var comment = rest.indexOf(" #");
    return (comment < 0 ? rest : rest.substring(0, comment)).strip();
  }

  /** Returns what the rest of the line covers. */
  Span restSpan(int at) {
    return source.span(at, at + Math.max(1, rest(at).length()));
  }

  /** Returns the word there: up to a blank or the end of the line. */
  Span word(int at) {
    var end = at;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return source.span(at, end);
  }

  /** Returns the key that a line begins with. */
  Optional<Key> key(int lineStart) {
    var matcher = KEY.matcher(text).region(lineStart, Math.min(end(lineStart), lineStart + 500));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var span = source.span(matcher.start("key"), matcher.end("key"));
    return Optional.of(new Key(matcher.group("key"), matcher.start("key") - lineStart, span));
  }

  /** Returns where the nearest line above begins that is neither blank nor a comment, or -1. */
  int above(int at) {
    var start = start(at);
    while (start > 0) {
      var end = start - 1;
      if (end > 0 && text.charAt(end) == '\n' && text.charAt(end - 1) == '\r') {
        end--;
      }
      start = start(end);
      var line = text.substring(start, end).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        return start;
      }
    }
    return -1;
  }

  /** Returns the key above whose column is nearest to that one; the closest line of several. */
  Optional<Key> nearest(int at, int column) {
    Key found = null;
    var line = above(at);
    for (var i = 0; i < ABOVE && line >= 0; i++) {
      var key = key(line).orElse(null);
      if (key != null
          && (found == null
              || Math.abs(key.column() - column) < Math.abs(found.column() - column))) {
        found = key;
      }
      line = above(line);
    }
    return Optional.ofNullable(found);
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
