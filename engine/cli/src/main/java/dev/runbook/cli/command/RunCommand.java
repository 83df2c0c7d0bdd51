package dev.runbook.cli.command;

import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.StateException;
import dev.runbook.run.PlanChanges;
import dev.runbook.run.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
          .example("runbook run deploy.yaml build test --outputs-from 2026-11-23-k3")
          .example("runbook run deploy.yaml --dry-run --save-plan deploy.plan")
          .example("runbook run --plan deploy.plan");
  private final Supplier<Optional<String>> file = syntax.optional("FILE", "the runbook");
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
  private final Supplier<Optional<String>> savePlan =
      syntax.option("--save-plan", "PLAN", "with --dry-run: keep what was previewed, to run it");
  private final Supplier<Optional<String>> plan =
      syntax.option("--plan", "PLAN", "run what was previewed, or say what changed since");
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
    if (savePlan.get().isPresent() && !dryRun.getAsBoolean()) {
      throw Refusal.of("`--save-plan` needs `--dry-run`", "look first at what is to be run");
    }
    return carryOut(
        plan.get().isPresent() ? planned(plan.get().get(), console) : asked(console), json);
  }

  private Foreseen asked(Console console) throws Refusal, StateException {
    if (file.get().isEmpty()) {
      throw Refusal.of(
          "`FILE` is missing",
          "usage: `runbook run FILE [STEP...] [OPTION...]`; `runbook run --help` explains it");
    }
    var request = request(console);
    var catalog = Installed.catalog(console);
    var loaded = LoadedPlan.of(file.get().get(), catalog, console);
    LoadedPlan.compare(loaded, request.sites(), console);
    return new Foreseen(place(catalog, console), loaded, request);
  }

  private Foreseen planned(String plan, Console console) throws Refusal, StateException {
    refuseBeside();
    var saved = PlanFile.of(plan, console).read();
    var given = Pairs.of(inputs.get(), "-i", "NAME=VALUE");
    var request = new PlannedRun(saved, plan).request(given, waits.getAsBoolean(), console);
    var catalog = Installed.catalog(console);
    var loaded = LoadedPlan.of(saved.asked().file().toString(), catalog, console);
    var foreseen = new Foreseen(place(catalog, console), loaded, request);
    var changes = PlanChanges.between(saved, foreseen.saved(), loaded, request.sites());
    if (!changes.isEmpty()) {
      throw Refusal.of(changes);
    }
    return foreseen;
  }

  /** A plan says what is run: nothing of it can be said again. */
  private void refuseBeside() throws Refusal {
    var said = new LinkedHashMap<String, Boolean>();
    said.put("FILE", file.get().isPresent());
    said.put("--site", !sites.get().isEmpty());
    said.put("--from", from.get().isPresent());
    said.put("--until", until.get().isPresent());
    said.put("--skip", !skip.get().isEmpty());
    said.put("--outputs-from", outputsFrom.get().isPresent());
    said.put("--yes", !yes.get().isEmpty());
    said.put("-C", directory.get().isPresent());
    said.values().removeIf(isSaid -> !isSaid);
    if (!said.isEmpty()) {
      throw Refusal.of(
          "a saved plan says " + Words.and(said.keySet()) + " itself",
          "leave it out; for another run, preview and save another plan");
    }
  }

  private Workplace place(Catalog catalog, Console console) throws Refusal, StateException {
    return new Workplace(console, state.folder(console), catalog);
  }

  private Exit carryOut(Foreseen foreseen, boolean json) throws Refusal, StateException {
    if (dryRun.getAsBoolean()) {
      foreseen.show(json, probe.getAsBoolean());
      if (savePlan.get().isPresent()) {
        PlanFile.of(savePlan.get().get(), foreseen.place().console()).save(foreseen.saved());
      }
      return Exit.SUCCEEDED;
    }
    if (confirm.getAsBoolean() && !foreseen.isConfirmed(json)) {
      return Exit.WRONG;
    }
    return foreseen
        .place()
        .carryOut(json, engine -> engine.start(foreseen.plan(), foreseen.request()));
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
