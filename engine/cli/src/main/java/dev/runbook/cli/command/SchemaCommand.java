package dev.runbook.cli.command;

import dev.runbook.catalog.Schema;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.json.Json;

/** {@code schema}: the JSON Schema of runbooks with the installed actions. */
final class SchemaCommand implements Command {
  private final Syntax syntax =
      new Syntax(
              "schema",
              "Prints the JSON Schema of runbooks with the installed actions, so that an editor"
                  + " completes, documents and checks while you write.")
          .example("runbook schema > runbook.schema.json");

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) {
    console.text(Json.writePretty(Schema.of(Installed.catalog(console))) + "\n");
    return Exit.SUCCEEDED;
  }
}
