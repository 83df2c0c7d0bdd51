package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code state init}: makes a state folder that several people share. */
final class StateCommand implements Command {
  private final Syntax syntax =
      new Syntax("state", "Makes a state folder that the members of a group share.")
          .details(
              "Only there can gates ask for several people, or for somebody else than who started",
              "the run: in a private folder everybody's decisions would be the owner's.")
          .example("runbook state init --group release-managers --state /var/lib/runbook");
  private final Supplier<String> verb = syntax.required("init", "what to do with it");
  private final Supplier<Optional<String>> group =
      syntax.option("--group", "GROUP", "whose members share it");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    var usage = "write `runbook state init --group GROUP`";
    if (!verb.get().equals("init")) {
      throw Refusal.of("`" + verb.get() + "` is nothing to do with a state folder", usage);
    }
    if (group.get().isEmpty()) {
      throw Refusal.of("`--group` is missing", usage);
    }
    var folder = state.folder(console);
    folder.share(group.get().get());
    console.line(
        json
            ? Json.write(Map.of("path", folder.path().toString(), "group", group.get().get()))
            : folder.path() + " is shared by the group " + group.get().get());
    return Exit.SUCCEEDED;
  }
}
