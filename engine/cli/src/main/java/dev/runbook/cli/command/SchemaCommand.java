package dev.runbook.cli.command;

import dev.runbook.catalog.Schema;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code schema}: the JSON Schema of runbooks with the installed actions. */
final class SchemaCommand implements Command {
  private static final String NAME = "runbook.schema.json";

  private final Syntax syntax =
      new Syntax(
              "schema",
              "Prints the JSON Schema of runbooks with the installed actions, so that an editor"
                  + " completes, documents and checks while you write.")
          .details(
              "A runbook whose first line is",
              "  # yaml-language-server: $schema=" + NAME,
              "finds the schema beside it.")
          .example("runbook schema --write")
          .example("runbook schema --write runbooks")
          .example("runbook schema > " + NAME);
  private final Supplier<Optional<String>> folder =
      syntax.optional("FOLDER", "with --write: where the runbooks are, if not here");
  private final BooleanSupplier write =
      syntax.flag("--write", "write it to " + NAME + " beside the runbooks");

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal {
    if (!write.getAsBoolean() && folder.get().isPresent()) {
      throw Refusal.of("a folder needs `--write`", "`runbook schema` alone prints the schema");
    }
    var text = Json.writePretty(Schema.of(Installed.catalog(console))) + "\n";
    if (write.getAsBoolean()) {
      var named = Paths.of(folder.get().orElse("."));
      var place = console.surroundings().directory().resolve(named).normalize();
      write(text, place);
      console.line("wrote " + named.resolve(NAME).normalize());
    } else {
      console.text(text);
    }
    return Exit.SUCCEEDED;
  }

  /** Puts the file into place whole: an editor may be reading it. */
  private static void write(String text, Path folder) throws Refusal {
    try {
      var whole = Files.writeString(folder.resolve(NAME + ".new"), text);
      Files.move(whole, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Refusal.of(
          "the schema cannot be written to `" + folder + "`",
          Files.isDirectory(folder) ? "look whether you may write there" : "it is no folder");
    }
  }
}
