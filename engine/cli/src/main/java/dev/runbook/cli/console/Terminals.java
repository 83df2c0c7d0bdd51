package dev.runbook.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which of a process's streams are a terminal. */
public record Terminals(boolean in, boolean out, boolean err) {
  public static final Terminals NONE = new Terminals(false, false, false);

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /**
   * Returns those of this process. Java tells only whether input and output both are one, and not
   * in every release; Linux tells each.
   */
  @SuppressWarnings("SystemConsoleNull") // where it is wrong, a question meets the end of the input
  static Terminals ofThisProcess() {
    if (Files.isDirectory(DESCRIPTORS)) {
      return new Terminals(isTerminal("0"), isTerminal("1"), isTerminal("2"));
    }
    var both = System.console() != null;
    return new Terminals(both, both, both);
  }

  private static boolean isTerminal(String descriptor) {
    try {
      var device = Files.readSymbolicLink(DESCRIPTORS.resolve(descriptor)).toString();
      return device.matches("/dev/(pts/\\d+|tty.*|console)");
    } catch (IOException e) {
      return false; // it is closed
    }
  }
}
