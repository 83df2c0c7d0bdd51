package dev.runbook.secret;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts UTF-8 into lines. A line ends with a newline, or with a carriage return, so that a progress
 * bar is seen while it moves; one that is longer than 64 KiB, or what is said, is given out in
 * pieces. Not safe for several threads.
 */
public final class LineOutput extends OutputStream {
  private static final int LONGEST = 64 << 10;

  private final Consumer<String> lines;
  private final int longest;
  private final boolean together;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean returned;

  public LineOutput(Consumer<String> lines) {
    this(lines, LONGEST);
  }

  /**
   * Cuts into lines of another length.
   *
   * @param longest in bytes
   */
  public LineOutput(Consumer<String> lines, int longest) {
    this(lines, longest, false);
  }

  private LineOutput(Consumer<String> lines, int longest, boolean together) {
    this.lines = lines;
    this.longest = longest;
    this.together = together;
  }

  /**
   * Returns one that gives out lines that come together in one text, with newlines between them: a
   * flood of lines costs no call for each.
   */
  public static LineOutput together(Consumer<String> lines, int longest) {
    return new LineOutput(lines, longest, true);
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] text, int offset, int length) {
    var end = offset + length;
    for (var from = offset; from < end; ) {
      var last = together && !hasBegun() && !returned ? lastLine(text, from, end) : from;
      if (last > from) {
        give(text, from, last);
        from = last + 1;
        continue;
      }
      var stop = stop(text, from, end);
      if (stop == end) {
        returned = false;
        begun.write(text, from, end - from);
        return;
      }
      if (text[stop] == '\n' || text[stop] == '\r') {
        line(text, from, stop);
        from = stop + 1;
      } else {
        give(text, from, stop);
        from = stop;
      }
    }
  }

  /** Returns where the last line ends before a carriage return; the beginning if none does. */
  private int lastLine(byte[] text, int from, int end) {
    var limit = Math.min(end, from + longest);
    var last = from;
    for (var at = from; at < limit && text[at] != '\r'; at++) {
      if (text[at] == '\n') {
        last = at;
      }
    }
    return last;
  }

  /** Returns where a line ends, or is cut before a character, or the text ends. */
  private int stop(byte[] text, int from, int end) {
    var limit = Math.min(end, from + longest - begun.size());
    var at = from;
    while (at < limit && text[at] != '\n' && text[at] != '\r') {
      at++;
    }
    if (at >= limit) {
      while (at < end && (text[at] & 0xC0) == 0x80) {
        at++;
      }
    }
    return at;
  }

  /** Ends a line; a carriage return and a newline behind it end it once. */
  private void line(byte[] text, int from, int end) {
    var isEmpty = from == end && begun.size() == 0;
    var isReturn = text[end] == '\r';
    var isGiven = !isEmpty || !(isReturn || returned);
    if (isGiven) {
      give(text, from, end);
    }
    returned = isReturn && isGiven;
  }

  private void give(byte[] text, int from, int end) {
    if (begun.size() == 0) {
      lines.accept(new String(text, from, end - from, StandardCharsets.UTF_8));
      return;
    }
    begun.write(text, from, end - from);
    var line = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    lines.accept(line);
  }

  /** Returns whether there is the beginning of a line that was not given out. */
  public boolean hasBegun() {
    return begun.size() > 0;
  }

  /** Gives out the line that was begun; what follows it is a line of its own. */
  @Override
  public void flush() {
    if (begun.size() > 0) {
      give(new byte[0], 0, 0);
    }
  }

  @Override
  public void close() {
    flush();
  }
}
