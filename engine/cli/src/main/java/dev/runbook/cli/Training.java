package dev.runbook.cli;

import java.util.List;

/**
 * Runs the everyday commands once in one process, so that the JVM can record the classes they need
 * for the archive that the launcher starts with. What the commands answer does not matter here: a
 * class archive that lacks something costs time only, and tests look after the rest.
 */
final class Training {
  private Training() {}

  /** Runs the commands on the runbook {@code args[0]}; the state folder is the environment's. */
  public static void main(String[] args) {
    for (var command : commands(args[0])) {
      System.out.println(
          "exit code " + Main.run(command.toArray(String[]::new)) + " of " + command);
    }
  }

  private static List<List<String>> commands(String runbook) {
    return List.of(
        List.of("--version"),
        List.of("--help"),
        List.of("check", runbook),
        List.of("check", runbook + ".missing"),
        List.of("run", runbook, "--dry-run"),
        List.of("run", runbook),
        List.of("actions"),
        List.of("runs"));
  }
}
