package dev.runbook.text;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A text with a name, such as a file. Immutable but for what is to be concealed in it; safe for
 * several threads. Lines are found on demand.
 */
public final class Source {
  private final String name;
  private final String text;
  private final List<Span> concealed = new CopyOnWriteArrayList<>();
  private int[] lineStarts = {};

  private Source(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * Returns a source.
   *
   * @param name as the operator wrote it: the path of a file, {@code -i NAME}
   */
  public static Source of(String name, String text) {
    return new Source(name, text);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /**
   * Returns a stretch of it.
   *
   * @param from index of the first character
   * @param to index after the last character
   */
  public Span span(int from, int to) {
    return new Span(this, from, Math.max(1, to - from));
  }

  /** Returns a line without its line break; lines count from 1. */
  public String line(int number) {
    var starts = starts();
    var from = starts[number - 1];
    var to = number < starts.length ? starts[number] : text.length();
    while (to > from && (text.charAt(to - 1) == '\n' || text.charAt(to - 1) == '\r')) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Keeps a stretch out of {@link #shown}: a secret that is written out. */
  public void conceal(Span span) {
    if (!concealed.contains(span)) {
      concealed.add(span);
    }
  }

  /** Returns a line as people may see it: each concealed character is a {@code *}. */
  public String shown(int number) {
    var line = new StringBuilder(line(number));
    var start = lineStart(number);
    for (var span : concealed) {
      var to = Math.min(line.length(), span.start() + span.length() - start);
      for (var at = Math.max(0, span.start() - start); at < to; at++) {
        line.setCharAt(at, '*');
      }
    }
    return line.toString();
  }

  /** Returns the line, from 1, that holds the character at that index. */
  int lineOf(int index) {
    var found = Arrays.binarySearch(starts(), index);
    return found >= 0 ? found + 1 : -found - 1;
  }

  int lineStart(int line) {
    return starts()[line - 1];
  }

  private synchronized int[] starts() {
    if (lineStarts.length == 0) {
      lineStarts = findLineStarts();
    }
    return lineStarts;
  }

  private int[] findLineStarts() {
    var starts = new int[16];
    var count = 1;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  @Override
  public String toString() {
    return name;
  }
}
