package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Refusal;

/** Asks whether to go ahead. */
final class Confirmation {
  private Confirmation() {}

  /**
   * Returns whether the operator says yes.
   *
   * @param without the option that says so without a terminal
   */
  static boolean asked(Console console, String question, String without) throws Refusal {
    if (!console.canAsk()) {
      throw Refusal.of(
          "there is no terminal to ask on: " + question,
          "`" + without + "` goes ahead without asking");
    }
    console.prompt(question + " [y/N] ");
    try {
      var answer = console.keyboard().line(() -> false).orElse("").strip();
      return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
