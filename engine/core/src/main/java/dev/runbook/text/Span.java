package dev.runbook.text;

/**
 * A stretch of a source.
 *
 * @param start index of its first character in the source's text
 * @param length in UTF-16 units, at least 1; may lie just behind the end of the text
 */
public record Span(Source source, int start, int length) {

  /** Returns the line it begins on, from 1. */
  public int line() {
    return source.lineOf(Math.min(start, source.text().length()));
  }

  /** Returns the column it begins at, from 1, in characters (code points). */
  public int column() {
    var text = source.text();
    var at = Math.min(start, text.length());
    return text.codePointCount(source.lineStart(line()), at) + 1;
  }

  /** Returns {@code file:line:column}, the form that editors and terminals open. */
  public String place() {
    return source.name() + ":" + line() + ":" + column();
  }

  @Override
  public String toString() {
    return place();
  }
}
