package dev.runbook.cli.command;

import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import dev.runbook.load.Loader;
import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code check}: finds every problem that can be found without running. */
final class CheckCommand implements Command {
  private final Syntax syntax =
      new Syntax("check", "Finds what is wrong with runbooks, all at once, without running them.")
          .example("runbook check deploy.yaml")
          .example("runbook check runbooks/*.yaml --output json")
          .example("runbook check deploy.yaml --probe --site production.yaml");
  private final Supplier<List<String>> files = syntax.several("FILE", "runbooks to check");
  private final BooleanSupplier probe =
      syntax.flag("--probe", "also ask outside systems what changes nothing");
  private final Supplier<List<String>> sites =
      syntax.options("--site", "FILE", "with --probe: what is given; a later file wins");
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
    if (!sites.get().isEmpty() && !probe.getAsBoolean()) {
      throw Refusal.of("`--site` needs `--probe`", "a check needs nothing from outside");
    }
    var found = new ArrayList<Diagnostic>();
    var probed = new ArrayList<Probed>();
    for (var file : files.get()) {
      var problems = new Problems();
      var plan = plan(file, catalog, problems);
      found.addAll(problems.inFileOrder());
      if (probe.getAsBoolean() && plan.isPresent() && !problems.hasErrors()) {
        probed.add(probed(file, plan.get(), catalog, console));
      }
    }
    var all = found.stream().distinct().toList();
    var errors = all.stream().filter(Diagnostic::isError).count();
    console.report(all);
    if (json) {
      console.line(Json.write(json(all, probed)));
    } else {
      probed.forEach(one -> console.text(one.lines()));
      console.line(summary(all, errors));
    }
    return errors == 0 ? Exit.SUCCEEDED : Exit.WRONG;
  }

  private static Optional<Plan> plan(String file, Catalog catalog, Problems problems)
      throws Refusal {
    return new Loader(problems)
        .salvage(Paths.of(file))
        .map(library -> Plan.of(library, catalog, problems));
  }

  private Probed probed(String file, Plan plan, Catalog catalog, Console console)
      throws Refusal, StateException {
    var place = new Workplace(console, state.folder(console), catalog);
    return Probed.of(file, plan, LoadedPlan.sites(sites.get(), console), place);
  }

  private Map<String, @Nullable Object> json(List<Diagnostic> all, List<Probed> probed) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("problems", ProblemsJson.of(all));
    if (probe.getAsBoolean()) {
      json.put("found", probed.stream().flatMap(one -> one.json().stream()).toList());
    }
    return json;
  }

  private String summary(List<Diagnostic> all, long errors) {
    var what = Words.count(files.get().size(), "runbook") + " checked: ";
    return what
        + (errors == 0 ? "no error" : Words.count(errors, "error"))
        + (all.size() > errors ? ", " + Words.count(all.size() - errors, "warning") : "");
  }
}
