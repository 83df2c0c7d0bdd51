package dev.runbook.cli.command;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.Given;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.view.StandingJson;
import dev.runbook.cli.view.StandingText;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import dev.runbook.model.Declaration;
import dev.runbook.run.Engine;
import dev.runbook.text.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code runs}: lists the runs, or deletes old ones. */
final class RunsCommand implements Command {
  private final Syntax syntax =
      new Syntax("runs", "Lists what ran, what runs and what waits; or deletes old runs.")
          .example("runbook runs")
          .example("runbook runs --prune --keep 30d");
  private final BooleanSupplier prune =
      syntax.flag("--prune", "delete the runs that have ended and are older than --keep");
  private final Supplier<Optional<String>> keep =
      syntax.option("--keep", "DURATION", "how long runs are kept, such as 30d");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    if (prune.getAsBoolean() != keep.get().isPresent()) {
      throw Refusal.of(
          "`--prune` and `--keep` go together", "write `runbook runs --prune --keep 30d`");
    }
    if (prune.getAsBoolean()) {
      return pruned(json, console);
    }
    var place = new Workplace(console, state.folder(console), Catalog.of(List.of()));
    var runs = place.ask(Engine::standings);
    console.text(
        json
            ? Json.write(StandingJson.list(runs, place.state().commands())) + "\n"
            : StandingText.list(runs, console));
    StandingText.damages(runs).forEach(console::report);
    return Exit.SUCCEEDED;
  }

  private Exit pruned(boolean json, Console console) throws Refusal, StateException {
    var deleted = state.folder(console).prune(duration(keep.get().orElseThrow()));
    if (json) {
      console.line(Json.write(Map.of("deleted", deleted)));
    } else {
      console.line("deleted " + Words.count(deleted.size(), "run"));
      deleted.forEach(run -> console.line("  " + run));
    }
    return Exit.SUCCEEDED;
  }

  private static Duration duration(String text) throws Refusal {
    var problems = new Problems();
    var given = new Given.Plain(text, Source.of("--keep", text).span(0, text.length()));
    var shape = Declaration.Shape.of(Declaration.Kind.DURATION);
    var read = Binding.read(shape, "--keep", given, problems).map(Binding.Bound::value);
    if (read.orElse(null) instanceof Duration duration) {
      return duration;
    }
    throw Refusal.of(problems.inFileOrder());
  }
}
