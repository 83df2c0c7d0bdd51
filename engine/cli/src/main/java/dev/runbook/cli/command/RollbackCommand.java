package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.view.RollbackText;
import dev.runbook.journal.StateException;
import dev.runbook.run.TakenBack;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code rollback}: takes back every finished step of a run. */
final class RollbackCommand implements Command {
  private final Syntax syntax =
      new Syntax(
              "rollback", "Takes back what a run did: the undo of every finished step, last first.")
          .details(
              "Shows first what it would do, and asks. A failed undo stops it; calling it again goes",
              "on. A run that was taken back cannot be resumed.")
          .example("runbook rollback 2026-11-23-k3")
          .example("runbook rollback 2026-11-23-k3 --yes");
  private final Supplier<String> run = syntax.required("RUN", "the run");
  private final BooleanSupplier yes = syntax.flag("--yes", "do it without asking");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    var catalog = Installed.catalog(console);
    var place = new Workplace(console, state.folder(console), catalog);
    var id = place.run(run.get());
    var preview = place.ask(engine -> engine.rollbackPreview(id));
    if (!json) {
      console.text(RollbackText.of(preview));
    }
    if (!yes.getAsBoolean() && !confirmed(console, preview)) {
      console.notice("nothing was taken back");
      return Exit.SUCCEEDED;
    }
    return place.carryOut(json, engine -> engine.rollback(id));
  }

  private boolean confirmed(Console console, List<TakenBack> preview) throws Refusal {
    if (preview.stream().noneMatch(step -> step.undo() != null)) {
      throw Refusal.of("there is nothing to take back", null);
    }
    return Confirmation.asked(console, "take this back?", "--yes");
  }
}
