package dev.runbook.cli.command;

import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.view.StandingJson;
import dev.runbook.cli.view.StandingText;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import dev.runbook.standing.Standing;
import java.util.List;
import java.util.function.Supplier;

/** {@code wait}: waits until a run ends or a person has to decide. */
final class WaitCommand implements Command {
  private final Syntax syntax =
      new Syntax("wait", "Waits until a run ends or a person has to decide; exits as the run does.")
          .example("runbook wait 2026-11-23-k3 && echo done");
  private final Supplier<String> run = syntax.required("RUN", "the run");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    var place = new Workplace(console, state.folder(console), Catalog.of(List.of()));
    var id = place.run(run.get());
    var standing = place.ask(engine -> engine.await(id, now -> {}));
    console.text(
        json
            ? Json.write(StandingJson.of(standing, place.state().commands())) + "\n"
            : StandingText.line(standing, console) + "\n");
    return exit(standing.status());
  }

  private static Exit exit(Standing.Status status) {
    return switch (status) {
      case SUCCEEDED, ROLLED_BACK -> Exit.SUCCEEDED;
      case FAILED, CANCELLED, CUT_OFF -> Exit.FAILED;
      case RUNNING, PAUSED -> Exit.PAUSED;
      case INTERRUPTED -> Exit.INTERRUPTED;
    };
  }
}
