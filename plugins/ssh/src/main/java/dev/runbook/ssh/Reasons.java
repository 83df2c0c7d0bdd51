package dev.runbook.ssh;

import java.util.ArrayList;
import java.util.List;

/** Says in one line what went wrong at hosts. */
final class Reasons {
  private static final int LONGEST = 300;
  private static final int SHOWN = 5;

  private Reasons() {}

  static String of(List<? extends Visited> hosts, List<String> notBegun) {
    var failed = hosts.stream().filter(h -> h.reason() != null).toList();
    var all = hosts.size() + notBegun.size();
    if (all == 1) {
      return failed.get(0).host() + ": " + failed.get(0).reason();
    }
    var parts = new ArrayList<String>();
    failed.stream().limit(SHOWN).forEach(h -> parts.add(h.host() + ": " + h.reason()));
    return count(failed.size(), all)
        + String.join("; ", parts)
        + (failed.size() > SHOWN ? "; and " + (failed.size() - SHOWN) + " more" : "")
        + left(notBegun);
  }

  /** Returns the code, and the last that a command wrote to standard error. */
  static String code(int code, String stderr) {
    var last = stderr.lines().filter(Reasons::says).reduce((a, b) -> b).orElse("");
    var text = last.strip();
    return text.isEmpty() ? "exit code " + code : "exit code " + code + ": " + shortened(text);
  }

  /** What tar says last is that it has said something before. */
  private static boolean says(String line) {
    return !line.isBlank() && !line.startsWith("tar: Exiting with failure status");
  }

  private static String count(int failed, int all) {
    return failed + " of " + all + " hosts failed: ";
  }

  private static String left(List<String> notBegun) {
    return notBegun.isEmpty() ? "" : "; " + Names.count(notBegun.size()) + " not begun";
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "..";
  }
}
