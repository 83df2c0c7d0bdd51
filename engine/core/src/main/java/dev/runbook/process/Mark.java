package dev.runbook.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * What the environment of a step's processes says about where they belong. A step may itself run an
 * engine, whose children carry the marks of both.
 *
 * @param text printable ASCII, the same whatever the locale
 */
record Mark(String text) {
  private static final String BETWEEN = "\n";

  static Mark of(String name) {
    var text = new StringBuilder();
    for (var one : name.getBytes(StandardCharsets.UTF_8)) {
      var isPlain = one > ' ' && one <= '~' && one != '%';
      text.append(isPlain ? String.valueOf((char) one) : String.format("%%%02x", one & 0xFF));
    }
    return new Mark(text.toString());
  }

  /** Adds the mark to those that an environment has. */
  void addTo(Map<String, String> environment) {
    environment.merge(ChildProcesses.MARK, text, (outer, own) -> outer + BETWEEN + own);
  }

  /**
   * Returns whether an environment has the mark.
   *
   * @param environment as the kernel shows it: entries that end with a zero
   */
  boolean isIn(byte[] environment) {
    var entries = new String(environment, StandardCharsets.ISO_8859_1).split("\0");
    var prefix = ChildProcesses.MARK + "=";
    return Arrays.stream(entries)
        .filter(entry -> entry.startsWith(prefix))
        .flatMap(entry -> Arrays.stream(entry.substring(prefix.length()).split(BETWEEN)))
        .anyMatch(text::equals);
  }
}
