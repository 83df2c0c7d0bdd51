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
          of("run", "carry a runbook out", RunCommand::new),
          of("check", "find what is wrong with runbooks, without running them", CheckCommand::new),
          of("test", "try out scenarios in virtual time", TestCommand::new),
          of("rehearse", "carry a runbook out with stand-ins", RehearseCommand::new),
          of("resume", "go on with a run", ResumeCommand::new),
          of("runs", "list the runs, or delete old ones", RunsCommand::new),
          of("show", "tell how a run stands", ShowCommand::new),
          of("logs", "print what steps wrote", LogsCommand::new),
          of("wait", "wait until a run ends or a person has to decide", WaitCommand::new),
          of("decide", "decide what a run waits for", DecideCommand::decide),
          of("approve", "approve what a run waits for", DecideCommand::approve),
          of("reject", "reject what a run waits for", DecideCommand::reject),
          of("cancel", "end a run for good", CancelCommand::new),
          of("rollback", "take back what a run did", RollbackCommand::new),
          of("verify", "check that nobody edited the record of a run", VerifyCommand::new),
          of("actions", "list the installed actions, or explain one", ActionsCommand::new),
          of("doc", "print a page about a runbook", DocCommand::new),
          of(
              "schema",
              "print or write the JSON Schema of runbooks, for editors",
              SchemaCommand::new),
          of("state", "make a state folder that a group shares", StateCommand::new),
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
