package dev.runbook.cli;

import dev.runbook.cli.command.Invocation;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Surroundings;
import java.util.List;

/** The command {@code runbook}. */
public final class Main {
  private Main() {}

  /**
   * Runs the command line and ends the process with its exit code; where a signal ends it already,
   * with the signal's. Else no shutdown hook is left to run, and {@link System#exit} would look for
   * a logger in every jar first, a quarter of a start.
   */
  public static void main(String[] args) {
    var code = run(args);
    if (isEnding()) {
      System.exit(code); // waits for the end
    }
    Runtime.getRuntime().halt(code);
  }

  private static boolean isEnding() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
      return false;
    } catch (IllegalStateException ending) {
      return true;
    }
  }

  /** Returns the exit code of the command line {@code args}; prints what it has to say. */
  static int run(String... args) {
    var console = new Console(Surroundings.ofThisProcess());
    return new Invocation(console).of(List.of(args)).code();
  }
}
