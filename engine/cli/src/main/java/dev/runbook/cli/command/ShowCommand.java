package dev.runbook.cli.command;

import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.view.FollowView;
import dev.runbook.cli.view.StandingJson;
import dev.runbook.cli.view.StandingText;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code show}: tells how a run stands. */
final class ShowCommand implements Command {
  private final Syntax syntax =
      new Syntax("show", "Tells how a run stands: its steps, who decided what, what it waits for.")
          .example("runbook show 2026-11-23-k3")
          .example("runbook show 2026-11-23-k3 --follow");
  private final Supplier<String> run = syntax.required("RUN", "the run");
  private final BooleanSupplier follow =
      syntax.flag(
          "--follow", "stay, and tell what changes until it ends or a person has to decide");
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
    if (follow.getAsBoolean()) {
      var view = new FollowView(console, json);
      place.ask(engine -> engine.await(id, view));
    }
    var standing = place.ask(engine -> engine.standing(id));
    console.text(
        json
            ? Json.write(StandingJson.of(standing, place.state().commands())) + "\n"
            : new StandingText(console, place.state().commands()).of(standing));
    return Exit.SUCCEEDED;
  }
}
