package dev.runbook.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the environment of a step's processes says about where they belong. A step may itself run an
 * engine, whose children carry the marks of both.
 *
 * @param text printable ASCII, the same whatever the locale: the step's name; for one child of it
 *     with {@code #} and a number behind
 */
record Mark(String text) {
  private static final AtomicLong CHILDREN = new AtomicLong();
  private static final String BETWEEN = "\n";
  private static final String CHILD = "#";

  static Mark of(String step) {
    var text = new StringBuilder();
    for (var one : step.getBytes(StandardCharsets.UTF_8)) {
      var isPlain = one > ' ' && one <= '~' && "%#".indexOf(one) < 0;
      text.append(isPlain ? String.valueOf((char) one) : String.format("%%%02x", one & 0xFF));
    }
    return new Mark(text.toString());
  }

  /** Returns the mark of one more child of the step. */
  Mark ofChild() {
    return new Mark(
        text + CHILD + ProcessHandle.current().pid() + "." + CHILDREN.incrementAndGet());
  }

  /** Adds the mark to those that an environment has. */
  void addTo(Map<String, String> environment) {
    environment.merge(ChildProcesses.MARK, text, (outer, own) -> outer + BETWEEN + own);
  }

  /**
   * Returns whether an environment has the mark, or that of a child of it.
   *
   * @param environment as the kernel shows it: entries that end with a zero
   */
  boolean isIn(String environment) {
    var start = ChildProcesses.MARK + "=";
    return environment.contains(text)
        && Arrays.stream(environment.split("\0", -1))
            .filter(entry -> entry.startsWith(start))
            .flatMap(entry -> Arrays.stream(entry.substring(start.length()).split(BETWEEN, -1)))
            .anyMatch(other -> other.equals(text) || other.startsWith(text + CHILD));
  }
}
