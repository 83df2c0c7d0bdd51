package dev.runbook.cli.view;

import dev.runbook.cli.console.Printable;
import dev.runbook.cli.console.Style;

/**
 * One line about a step.
 *
 * @param depth how many groups and calls are around the step
 * @param step its key
 * @param text what there is to say; may be empty
 * @param took empty if it is not worth telling
 */
record Row(Mark mark, int depth, String step, String text, String took) {
  private static final int NAME = 14;

  /** What begins the line. */
  enum Mark {
    BEGINS(" >>    "),
    GOOD(" ok    "),
    BAD(" FAIL  "),
    LEFT_OUT("  -    "),
    STOPPED(" --    "),
    WAITS(" ..    "),
    ASKS(" ??    "),
    NOTICE(" !!    ");

    private final String text;

    Mark(String text) {
      this.text = text;
    }

    String in(Style style) {
      return switch (this) {
        case GOOD -> style.good(text);
        case BAD -> style.bad(text);
        case BEGINS, WAITS -> style.active(text);
        case ASKS, NOTICE -> style.warning(text);
        case LEFT_OUT, STOPPED -> style.faint(text);
      };
    }
  }

  /** Returns what stands before the output of a step. */
  static String indent(int depth) {
    return " ".repeat(9 + 2 * depth);
  }

  /** Returns it with another text. */
  Row saying(String other) {
    return new Row(mark, depth, step, other, took);
  }

  /** Returns it as a line, ended by a newline. */
  String in(Style style) {
    var name = step + " ".repeat(Math.max(0, NAME - step.length()));
    var words = new StringBuilder("  ".repeat(depth)).append(name);
    for (var part : new String[] {Printable.line(text), took}) {
      words.append(part.isEmpty() ? "" : "  " + part);
    }
    return mark.in(style) + words.toString().stripTrailing() + "\n";
  }
}
