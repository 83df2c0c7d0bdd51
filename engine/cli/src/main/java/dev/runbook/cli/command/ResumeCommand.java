package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.journal.StateException;
import dev.runbook.run.Edits;
import dev.runbook.run.ResumeRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code resume}: goes on with a run. */
final class ResumeCommand implements Command {
  private final Syntax syntax =
      new Syntax("resume", "Goes on with a run: what succeeded is not done again.")
          .details("Without a run it takes the only unfinished one, or lists them.")
          .example("runbook resume")
          .example("runbook resume 2026-11-23-k3 --until deploy")
          .example("runbook resume 2026-11-23-k3 --edited");
  private final Supplier<Optional<String>> run = syntax.optional("RUN", "the run");
  private final BooleanSupplier edited =
      syntax.flag("--edited", "go on with the files as they are now; shows what changed");
  private final Supplier<Optional<String>> until =
      syntax.option("--until", "STEP", "pause again after this step");
  private final Supplier<List<String>> redo =
      syntax.options("--redo", "STEP", "begin a new round at this step");
  private final Supplier<List<String>> inputs =
      syntax.options("-i, --input", "NAME=VALUE", "give an input anew, for all still to come");
  private final Supplier<List<String>> yes =
      syntax.options("--yes", "GATE=CHOICE", "decide a gate now; it is recorded as yours");
  private final BooleanSupplier waits =
      syntax.flag("--wait", "wait at gates for decisions from elsewhere, rather than pause");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    var request = request();
    var catalog = Installed.catalog(console);
    var place = new Workplace(console, state.folder(console), catalog);
    var id = run.get().isPresent() ? place.run(run.get().get()) : Unfinished.only(place);
    if (request.edited()) {
      show(place.ask(engine -> engine.edits(id)), console);
    }
    return place.carryOut(json, engine -> engine.resume(id, request));
  }

  private ResumeRequest request() throws Refusal {
    return new ResumeRequest(
        edited.getAsBoolean(),
        until.get().orElse(null),
        redo.get(),
        Pairs.of(inputs.get(), "-i", "NAME=VALUE"),
        Pairs.of(yes.get(), "--yes", "GATE=CHOICE"),
        waits.getAsBoolean());
  }

  private static void show(Edits edits, Console console) {
    if (edits.files().isEmpty()) {
      console.notice("nothing changed in the files");
    }
    for (var edit : edits.files()) {
      console.notice("changed: " + edit.file());
      edit.lines().forEach(line -> console.notice("  " + line));
    }
  }
}
