package dev.runbook.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A command's entry in the list of all.
 *
 * @param word what it is called by
 * @param summary one line for the list in the help
 * @param maker makes it; only the one that is called is made
 */
record Commands(String word, String summary, Supplier<Command> maker) {

  /** All, in the order that help lists them. */
  static final List<Commands> ALL =
      List.of(
          of("check", "find what is wrong with runbooks without running them", CheckCommand::new),
          of("actions", "list the installed actions, or explain one", ActionsCommand::new),
          of(
              "completion",
              "print what a shell completes our commands with",
              CompletionCommand::new));

  private static Commands of(String word, String summary, Supplier<Command> maker) {
    return new Commands(word, summary, maker);
  }

  static Optional<Commands> named(String word) {
    return ALL.stream().filter(command -> command.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return ALL.stream().map(Commands::word).toList();
  }
}
