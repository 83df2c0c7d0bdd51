package dev.runbook.cli.console;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How wide the terminal is; asked once, by the program that every system has for it. */
final class TerminalWidth {
  private static final int USUAL = 80;
  private static final File DEVICE = new File("/dev/tty");
  private static int columns;

  private TerminalWidth() {}

  static synchronized int columns() {
    if (columns == 0) {
      columns = ask();
    }
    return columns;
  }

  private static int ask() {
    try {
      var stty = new ProcessBuilder("stty", "size").redirectInput(Redirect.from(DEVICE)).start();
      var answer = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
      stty.waitFor(1, TimeUnit.SECONDS);
      var words = answer.strip().split(" ", 2);
      return words.length == 2 ? Math.max(USUAL / 2, Integer.parseInt(words[1])) : USUAL;
    } catch (IOException | NumberFormatException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }
}
