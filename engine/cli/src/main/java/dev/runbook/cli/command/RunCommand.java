package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.journal.StateException;
import dev.runbook.run.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code run}: carries a runbook out. */
final class RunCommand implements Command {
  private final Syntax syntax =
      new Syntax("run", "Carries a runbook out, or only the steps that are named.")
          .details(
              "Everything is checked before anything happens, and everything that happens is kept,",
              "so that `runbook resume` can go on after a failure, a Ctrl-C or a crash.")
          .example("runbook run deploy.yaml -i version=1.4 -i 'hosts=[a, b]'")
          .example("runbook run deploy.yaml --dry-run")
          .example("runbook run deploy.yaml --site production.yaml --until build")
          .example("runbook run deploy.yaml build test --outputs-from 2026-11-23-k3");
  private final Supplier<String> file = syntax.required("FILE", "the runbook");
  private final Supplier<List<String>> steps = syntax.any("STEP", "run these steps or groups only");
  private final Supplier<List<String>> inputs =
      syntax.options("-i, --input", "NAME=VALUE", "give an input; lists and maps as YAML flow");
  private final Supplier<List<String>> sites =
      syntax.options("--site", "FILE", "inputs, secrets and connections; a later file wins");
  private final BooleanSupplier dryRun =
      syntax.flag("--dry-run", "print what would happen; nothing is written, no process started");
  private final BooleanSupplier probe =
      syntax.flag("--probe", "with --dry-run: also ask outside systems what changes nothing");
  private final BooleanSupplier confirm =
      syntax.flag("--confirm", "print what would happen, and ask before it does");
  private final Supplier<Optional<String>> from =
      syntax.option("--from", "STEP", "leave out what stands before this step");
  private final Supplier<Optional<String>> until =
      syntax.option("--until", "STEP", "pause after this step; `runbook resume` goes on");
  private final Supplier<List<String>> skip =
      syntax.options("--skip", "STEP", "leave this step out");
  private final Supplier<Optional<String>> outputsFrom =
      syntax.option("--outputs-from", "RUN", "take the outputs of steps left out from this run");
  private final Supplier<List<String>> yes =
      syntax.options("--yes", "GATE=CHOICE", "decide a gate now; it is recorded as yours");
  private final BooleanSupplier waits =
      syntax.flag("--wait", "wait at gates for decisions from elsewhere, rather than pause");
  private final Supplier<Optional<String>> directory =
      syntax.option("-C", "DIR", "where relative paths in arguments start, if not here");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    if (probe.getAsBoolean() && !dryRun.getAsBoolean()) {
      throw Refusal.of("`--probe` needs `--dry-run`", "a run asks the systems anyway");
    }
    var request = request(console);
    var catalog = Installed.catalog(console);
    var plan = LoadedPlan.of(file.get(), catalog, console);
    var place = new Workplace(console, state.folder(console), catalog, state.typed());
    var foreseen = new Foreseen(place, plan, request);
    if (dryRun.getAsBoolean()) {
      foreseen.show(json, probe.getAsBoolean());
      return Exit.SUCCEEDED;
    }
    if (confirm.getAsBoolean() && !foreseen.isConfirmed(json)) {
      return Exit.WRONG;
    }
    return place.carryOut(json, engine -> engine.start(plan, request));
  }

  private RunRequest request(Console console) throws Refusal {
    return new RunRequest(
        Pairs.of(inputs.get(), "-i", "NAME=VALUE"),
        LoadedPlan.sites(sites.get(), console),
        selected(),
        Pairs.of(yes.get(), "--yes", "GATE=CHOICE"),
        waits.getAsBoolean(),
        directory(console));
  }

  private RunRequest.Selected selected() {
    return new RunRequest.Selected(
        steps.get(),
        from.get().orElse(null),
        until.get().orElse(null),
        skip.get(),
        outputsFrom.get().orElse(null));
  }

  private Path directory(Console console) throws Refusal {
    var here = console.surroundings().directory();
    if (directory.get().isEmpty()) {
      return here;
    }
    var named = here.resolve(Paths.of(directory.get().get())).normalize();
    if (!Files.isDirectory(named)) {
      throw Refusal.of(
          "there is no folder `" + directory.get().get() + "`", "`-C` names the folder to work in");
    }
    return named;
  }
}
