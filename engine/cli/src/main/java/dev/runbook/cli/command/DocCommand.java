package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import java.util.function.Supplier;

/** {@code doc}: a page about a runbook. */
final class DocCommand implements Command {
  private final Syntax syntax =
      new Syntax(
              "doc",
              "Prints a page in Markdown about a runbook: what it needs, its steps, what its gates"
                  + " ask, what it gives.")
          .example("runbook doc deploy.yaml > deploy.md");
  private final Supplier<String> file = syntax.required("FILE", "the runbook");

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal {
    var plan = LoadedPlan.of(file.get(), Installed.catalog(console), console);
    console.text(RunbookMarkdown.of(plan));
    return Exit.SUCCEEDED;
  }
}
