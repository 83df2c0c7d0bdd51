package dev.runbook.run;

import java.util.ArrayList;
import java.util.List;

/** Breaks what is said into lines of a width: texts at their column, notes to the right. */
final class PreviewLayout {
  private static final int NARROWEST = 60;
  private static final int LEAST_TEXT = 24;
  private static final int LONGEST = 400;

  private final int width;
  private final int noteColumn;
  private final StringBuilder text = new StringBuilder();

  PreviewLayout(int width) {
    this.width = Math.max(NARROWEST, width);
    this.noteColumn = this.width * 2 / 3;
  }

  void blank() {
    text.append('\n');
  }

  /** Adds a paragraph; its further lines are indented. */
  void line(String paragraph) {
    var lines = wrap(whole(paragraph), width - 2);
    for (var i = 0; i < lines.size(); i++) {
      add((i == 0 ? "" : "  ") + lines.get(i));
    }
  }

  /**
   * Adds what is said of a step.
   *
   * @param head what stands before the text on its first line
   * @param notes what stands at the right, or below where it does not fit
   */
  void row(String head, String said, List<String> notes) {
    var column = said.isEmpty() ? indent(head) + 4 : head.length();
    var lines = wrap(oneLine(said), Math.max(LEAST_TEXT, width - column));
    var note = String.join("; ", notes);
    for (var i = 0; i < lines.size(); i++) {
      var line = (i == 0 ? head : margin(head, column)) + lines.get(i);
      var isLast = i == lines.size() - 1;
      if (isLast && !note.isEmpty()) {
        noted(line, note, margin(head, column));
      } else {
        add(line);
      }
    }
  }

  private static int indent(String head) {
    var indent = 0;
    while (indent < head.length() && (head.charAt(indent) == ' ' || head.charAt(indent) == '|')) {
      indent++;
    }
    return indent;
  }

  private void noted(String line, String note, String margin) {
    var column = Math.max(noteColumn, line.length() + 3);
    if (column + note.length() <= width) {
      add(line + " ".repeat(column - line.length()) + note);
      return;
    }
    add(line);
    var room = width - noteColumn;
    var below =
        note.length() <= room
            ? margin + " ".repeat(Math.max(0, noteColumn - margin.length()))
            : margin;
    wrap(oneLine(note), Math.max(LEAST_TEXT, width - below.length()))
        .forEach(part -> add(below + part));
  }

  /** Bars of parallel work go on beside further lines; all else is blank. */
  private static String margin(String head, int column) {
    var margin = new StringBuilder();
    for (var i = 0; i < column; i++) {
      margin.append(i < head.length() && head.charAt(i) == '|' ? '|' : ' ');
    }
    return margin.toString();
  }

  private void add(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  /** Returns words of a text in lines; one without a break is longer than the width. */
  private static List<String> wrap(String said, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : said.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Returns a text without line breaks and control characters, and cut if it is long. */
  static String oneLine(String text) {
    var line = whole(text);
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "...";
  }

  private static String whole(String text) {
    return text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
  }

  String text() {
    return text.toString();
  }
}
