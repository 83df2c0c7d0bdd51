package dev.runbook.cli.view;

import dev.runbook.cli.console.Style;
import java.util.Map;
import java.util.stream.Collectors;

/** The line at the bottom of a terminal that tells what is going on. */
final class LiveLine {
  private LiveLine() {}

  /** Returns it, cut to the width of the terminal; empty if nothing is going on. */
  static String of(Map<String, String> steps, int width, Style style) {
    if (steps.isEmpty()) {
      return "";
    }
    var all =
        steps.entrySet().stream()
            .map(step -> step.getKey() + " " + step.getValue())
            .collect(Collectors.joining("   "));
    var room = Math.max(10, width - 9);
    var cut = all.codePointCount(0, all.length()) > room;
    var shown = cut ? all.substring(0, all.offsetByCodePoints(0, room - 3)) + "..." : all;
    return style.active(" >>    ") + style.faint(shown);
  }
}
