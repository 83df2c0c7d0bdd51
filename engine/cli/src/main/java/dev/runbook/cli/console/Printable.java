package dev.runbook.cli.console;

import java.util.regex.Pattern;

/** Output of others made harmless: it cannot move the cursor, clear the screen or ring. */
public final class Printable {
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[@-_])");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

  private Printable() {}

  /** Returns a line without control sequences; of a line written over itself the last state. */
  public static String line(String text) {
    if (text.chars().noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0))) {
      return text;
    }
    var line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    var last = line.substring(line.lastIndexOf('\r') + 1);
    return CONTROL.matcher(SEQUENCE.matcher(last).replaceAll("")).replaceAll("");
  }

  /** Returns a text of several lines without control sequences. */
  static String text(String text) {
    var lines = new StringBuilder();
    text.lines().forEach(line -> lines.append(line(line)).append('\n'));
    return lines.toString();
  }
}
