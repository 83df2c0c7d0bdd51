package dev.runbook.cli;

import dev.runbook.cli.command.Invocation;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Surroundings;
import java.util.List;

/** The command {@code runbook}. */
public final class Main {
  private Main() {}

  /**
   * Runs the command line and ends the process with its exit code. There are no shutdown hooks of
   * ours, and {@link System#exit} looks for a logger in every jar first, a quarter of a start.
   */
  public static void main(String[] args) {
    Runtime.getRuntime().halt(run(args));
  }

  /** Returns the exit code of the command line {@code args}; prints what it has to say. */
  static int run(String... args) {
    var console = new Console(Surroundings.ofThisProcess());
    return new Invocation(console).of(List.of(args)).code();
  }
}
