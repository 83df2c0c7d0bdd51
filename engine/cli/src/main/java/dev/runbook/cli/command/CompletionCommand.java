package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import java.util.List;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code completion}: prints a script that a shell reads. */
final class CompletionCommand implements Command {
  private final Syntax syntax =
      new Syntax("completion", "Prints the script with which a shell completes our command lines.")
          .example("source <(runbook completion bash)")
          .example("runbook completion zsh > ~/.runbook.zsh   # and source it in ~/.zshrc");
  private final Supplier<String> shell = syntax.required("SHELL", "`bash` or `zsh`");

  @Override
  public Syntax syntax() {
    return syntax;
  }

  /** The script serves both shells: it turns zsh's completion for bash on itself. */
  @Override
  public Exit run(Console console) throws Refusal {
    var shells = List.of("bash", "zsh");
    if (!shells.contains(shell.get())) {
      throw Refusal.of("there is no completion for `" + shell.get() + "`", "write `bash` or `zsh`");
    }
    var root = CommandSpec.create().name("runbook");
    for (var command : Commands.ALL) {
      root.addSubcommand(
          command.word(), command.maker().get().syntax().spec().name(command.word()));
    }
    console.text(AutoComplete.bash("runbook", new CommandLine(root)));
    return Exit.SUCCEEDED;
  }
}
