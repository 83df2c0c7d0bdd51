package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.console.Surroundings;
import dev.runbook.cli.view.EventLines;
import dev.runbook.cli.view.RunView;
import dev.runbook.cli.view.TerminalPerson;
import dev.runbook.cli.view.Times;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.json.Json;
import dev.runbook.plan.Plan;
import dev.runbook.run.Person;
import dev.runbook.run.Progress;
import dev.runbook.run.RunRequest;
import dev.runbook.run.RunResult;
import dev.runbook.run.Staging;
import dev.runbook.run.SystemClock;
import dev.runbook.scenario.Rehearsal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code rehearse}: carries a whole runbook out with stand-ins. */
final class RehearseCommand implements Command {
  private final Syntax syntax =
      new Syntax("rehearse", "Carries a runbook out with stand-ins: nothing outside is touched.")
          .details(
              "Each action answers plausibly, or as a scenario file says: NAME.test.yaml beside the",
              "runbook, if there is one. Gates are asked on a terminal; without one they are decided",
              "as in that file, or by their first choice. Time jumps, unless --speed slows it.")
          .example("runbook rehearse deploy.yaml -i version=1.4")
          .example("runbook rehearse deploy.yaml --scenario deploy.test.yaml --speed 60");
  private final Supplier<String> file = syntax.required("FILE", "the runbook");
  private final Supplier<List<String>> inputs =
      syntax.options("-i, --input", "NAME=VALUE", "give an input; others are made up");
  private final Supplier<List<String>> sites =
      syntax.options("--site", "FILE", "inputs, secrets and connections; a later file wins");
  private final Supplier<Optional<String>> scenario =
      syntax.option(
          "--scenario",
          "FILE",
          "answer as the first scenario of this file says, not NAME.test.yaml");
  private final Supplier<Optional<String>> speed =
      syntax.option("--speed", "FACTOR", "how much faster than real time; jumps if not given");
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal {
    var json = output.isJson();
    var pace = pace();
    var plan = LoadedPlan.of(file.get(), Installed.catalog(console), console);
    var request =
        new RunRequest(
            Pairs.of(inputs.get(), "-i", "NAME=VALUE"),
            LoadedPlan.sites(sites.get(), console),
            RunRequest.Selected.ALL,
            Map.of(),
            false,
            console.surroundings().directory());
    LoadedPlan.compare(plan, request.sites(), console);
    var problems = new Problems();
    var path = scenario.get().isPresent() ? Paths.of(scenario.get().get()) : beside(plan);
    var rehearsal = Rehearsal.of(plan, request, path, console.now(), problems);
    if (rehearsal.isEmpty()) {
      throw Refusal.of(problems.inFileOrder());
    }
    return json
        ? forPrograms(console, rehearsal.get(), pace)
        : forPeople(console, rehearsal.get(), pace, untouched(path));
  }

  /** Returns the scenario file that a runbook has by its name; null if there is none. */
  private static @Nullable Path beside(Plan plan) {
    var runbook = plan.top().path();
    var name = String.valueOf(runbook.getFileName()).replaceFirst("[.]ya?ml$", ".test.yaml");
    var file = runbook.resolveSibling(name);
    return Files.isRegularFile(file) && !file.equals(runbook) ? file : null;
  }

  private static String untouched(@Nullable Path scenario) {
    var how =
        scenario == null ? "" : " as the first scenario of " + scenario.getFileName() + " says";
    return "rehearsal: stand-ins answer" + how + ", nothing outside is touched";
  }

  private Staging.Pace pace() throws Refusal {
    if (speed.get().isEmpty()) {
      return Staging.Pace.JUMPS;
    }
    var factor = speed.get().get();
    if (!factor.matches("\\d{1,9}([.]\\d{1,3})?") || !factor.matches(".*[1-9].*")) {
      throw Refusal.of(
          "`--speed " + factor + "` is no factor", "write `--speed 60` for a minute in a second");
    }
    var times = new BigDecimal(factor);
    var clock = new SystemClock();
    return time -> pass(clock, time, times);
  }

  private static void pass(SystemClock clock, Duration time, BigDecimal times) {
    var millis =
        BigDecimal.valueOf(time.toMillis()).divide(times, 0, RoundingMode.HALF_UP).longValue();
    try {
      clock.await(clock.instant().plusMillis(millis), new Object(), () -> false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Exit forPrograms(Console console, Rehearsal rehearsal, Staging.Pace pace)
      throws Refusal {
    var there = in(console, rehearsal);
    var lines = new EventLines(there);
    var result = result(rehearsal, new Audience(there, Person.NOBODY, lines, pace));
    lines.end(result);
    return exit(result);
  }

  private static Exit forPeople(
      Console console, Rehearsal rehearsal, Staging.Pace pace, String untouched) throws Refusal {
    var there = in(console, rehearsal);
    var view = new RunView(there);
    var person =
        there.canAsk() ? new TerminalPerson(there, new SystemAccounts(), view) : Person.NOBODY;
    there.line(untouched);
    var waits = new ConcurrentHashMap<String, Progress.Waits>();
    Progress.Listener watcher =
        progress -> {
          if (progress instanceof Progress.Asks) {
            there.line(untouched + "; what is decided holds in it only");
          }
          if (!isToldAgain(progress, waits)) {
            view.on(progress);
          }
        };
    try {
      var result = result(rehearsal, new Audience(there, person, watcher, pace));
      view.close();
      end(there, rehearsal, result);
      return exit(result);
    } finally {
      view.close();
    }
  }

  /** Where time jumps, what a wait says each time it looks would be pages of the same line. */
  private static boolean isToldAgain(Progress progress, Map<String, Progress.Waits> told) {
    if (!(progress instanceof Progress.Waits waits)) {
      return false;
    }
    var before = told.put(waits.step(), waits);
    return before != null
        && (before.again().equals(waits.again())
            || (!waits.why().isEmpty() && before.why().equals(waits.why())));
  }

  /** Who looks on. */
  private record Audience(
      Console console, Person person, Progress.Listener listener, Staging.Pace pace) {}

  private static RunResult result(Rehearsal rehearsal, Audience audience) throws Refusal {
    var result =
        rehearsal.play(
            new Rehearsal.Audience(
                new SystemAccounts().current(),
                audience.person(),
                audience.listener(),
                audience.pace()));
    if (result.isEmpty()) {
      throw Refusal.of(rehearsal.refusals());
    }
    return result.get();
  }

  private static void end(Console console, Rehearsal rehearsal, RunResult result) {
    var failure = result.failure();
    if (failure != null) {
      var message = "step `" + failure.step() + "` failed: " + failure.reason();
      console.report(Diagnostic.error(failure.span(), message, failure.hint()));
    }
    result.outputs().forEach((name, value) -> console.line("  " + name + ": " + Json.write(value)));
    var how =
        switch (result.status()) {
          case SUCCEEDED -> "succeeded";
          case PAUSED -> "stopped at a gate that nobody decided";
          default -> "failed";
        };
    var time = Times.text(rehearsal.took());
    console.line(
        "the rehearsal " + how + " (" + time + " of virtual time); nothing outside was touched");
  }

  private static Exit exit(RunResult result) {
    return switch (result.status()) {
      case SUCCEEDED, ROLLED_BACK -> Exit.SUCCEEDED;
      case PAUSED -> Exit.PAUSED;
      default -> Exit.FAILED;
    };
  }

  /** Returns the console with the clock of the rehearsal. */
  private static Console in(Console console, Rehearsal rehearsal) {
    var here = console.surroundings();
    InstantSource clock = rehearsal::now;
    return new Console(
        new Surroundings(
            here.in(),
            here.out(),
            here.err(),
            here.terminals(),
            here.environment(),
            here.directory(),
            clock));
  }
}
