package dev.runbook.cli.command;

import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.json.Json;
import dev.runbook.load.Loader;
import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code check}: finds every problem that can be found without running. */
final class CheckCommand implements Command {
  private final Syntax syntax =
      new Syntax("check", "Finds what is wrong with runbooks, all at once, without running them.")
          .example("runbook check deploy.yaml")
          .example("runbook check runbooks/*.yaml --output json");
  private final Supplier<List<String>> files = syntax.several("FILE", "runbooks to check");
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal {
    var json = output.isJson();
    var catalog = Installed.catalog(console);
    var found = new ArrayList<Diagnostic>();
    for (var file : files.get()) {
      found.addAll(problems(file, catalog));
    }
    var all = found.stream().distinct().toList();
    var errors = all.stream().filter(Diagnostic::isError).count();
    console.report(all);
    console.line(
        json ? Json.write(Map.of("problems", ProblemsJson.of(all))) : summary(all, errors));
    return errors == 0 ? Exit.SUCCEEDED : Exit.WRONG;
  }

  private static List<Diagnostic> problems(String file, Catalog catalog) throws Refusal {
    var problems = new Problems();
    new Loader(problems)
        .salvage(Paths.of(file))
        .ifPresent(library -> Plan.of(library, catalog, problems));
    return problems.inFileOrder();
  }

  private String summary(List<Diagnostic> all, long errors) {
    var what = Words.count(files.get().size(), "runbook") + " checked: ";
    return what
        + (errors == 0 ? "no error" : Words.count(errors, "error"))
        + (all.size() > errors ? ", " + Words.count(all.size() - errors, "warning") : "");
  }
}
