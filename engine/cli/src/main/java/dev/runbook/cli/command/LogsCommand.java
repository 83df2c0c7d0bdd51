package dev.runbook.cli.command;

import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.view.LogView;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.journal.Commands;
import dev.runbook.journal.StateException;
import dev.runbook.standing.Standing;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code logs}: prints what steps wrote. */
final class LogsCommand implements Command {
  private final Syntax syntax =
      new Syntax("logs", "Prints what the steps of a run wrote, or one of them.")
          .example("runbook logs 2026-11-23-k3")
          .example("runbook logs 2026-11-23-k3 'images[15,arm]' -f")
          .example("runbook logs 2026-11-23-k3 undo:deploy");
  private final Supplier<String> run = syntax.required("RUN", "the run");
  private final Supplier<Optional<String>> step =
      syntax.optional("STEP", "a step, by its key in the run; `undo:STEP` took it back");
  private final BooleanSupplier follow =
      syntax.flag("-f, --follow", "stay, and print what is added until the run stands still");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    var folder = state.folder(console);
    var found = NamedRun.folder(folder, run.get());
    var place = new Workplace(console, folder, Catalog.of(List.of()));
    var standing = place.ask(engine -> engine.standing(found.id()));
    var view = new LogView(console, found, json, wanted(standing, folder.commands()));
    view.accept(standing);
    if (follow.getAsBoolean()) {
      view.accept(place.ask(engine -> engine.await(found.id(), view)));
    }
    return Exit.SUCCEEDED;
  }

  private Optional<String> wanted(Standing standing, Commands commands) throws Refusal {
    var keys = LogView.keys(standing);
    if (step.get().isPresent() && !keys.contains(step.get().get())) {
      throw Refusal.of(
          "run `" + run.get() + "` has begun no step `" + step.get().get() + "`",
          Spelling.didYouMean(step.get().get(), keys)
              .orElse("`" + commands.show(run.get()) + "` lists its steps"));
    }
    return step.get();
  }
}
