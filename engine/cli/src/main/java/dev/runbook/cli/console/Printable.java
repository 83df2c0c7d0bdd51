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
    return isPlain(text, ' ') ? text : cleaned(text);
  }

  /** Returns whether there is nothing to clean, but for a character. */
  private static boolean isPlain(String text, char allowed) {
    for (var i = 0; i < text.length(); i++) {
      var one = text.charAt(i);
      if (one != allowed && one != '\t' && (one < ' ' || (one >= 0x7f && one < 0xa0))) {
        return false;
      }
    }
    return true;
  }

  private static String cleaned(String text) {
    var line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    var last = line.substring(line.lastIndexOf('\r') + 1);
    return CONTROL.matcher(SEQUENCE.matcher(last).replaceAll("")).replaceAll("");
  }

  /** Returns the lines of a text, each with something before it and a newline behind it. */
  public static String lines(String text, String before) {
    if (isPlain(text, '\n')) {
      return before + text.replace("\n", "\n" + before) + "\n";
    }
    var lines = new StringBuilder();
    for (var line : text.split("\n", -1)) {
      lines.append(before).append(line(line)).append('\n');
    }
    return lines.toString();
  }

  /** Returns a text of several lines without control sequences. */
  static String text(String text) {
    var lines = new StringBuilder();
    text.lines().forEach(line -> lines.append(line(line)).append('\n'));
    return lines.toString();
  }
}
