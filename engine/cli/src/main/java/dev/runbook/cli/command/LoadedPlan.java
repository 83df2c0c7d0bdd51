package dev.runbook.cli.command;

import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Problems;
import dev.runbook.load.Loader;
import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** Reads what a run needs; all that is wrong is refused at once. */
final class LoadedPlan {
  private LoadedPlan() {}

  /** Returns the plan of a runbook; warnings are reported. */
  static Plan of(String file, Catalog catalog, Console console) throws Refusal {
    var problems = new Problems();
    var library = new Loader(problems).salvage(Paths.of(file));
    var plan = library.map(found -> Plan.of(found, catalog, problems));
    if (problems.hasErrors() || plan.isEmpty()) {
      throw Refusal.of(problems.inFileOrder());
    }
    console.report(problems.inFileOrder());
    return plan.get();
  }

  static List<Site> sites(List<String> files, Console console) throws Refusal {
    var problems = new Problems();
    var sites = new ArrayList<Site>();
    for (var file : files) {
      new Loader(problems).site(Paths.of(file)).ifPresent(sites::add);
    }
    if (problems.hasErrors()) {
      throw Refusal.of(problems.inFileOrder());
    }
    console.report(problems.inFileOrder());
    return sites;
  }

  /** Reports what sites give that the runbook does not take: warnings, as a site serves several. */
  static void compare(Plan plan, List<Site> sites, Console console) {
    var problems = new Problems();
    sites.forEach(site -> plan.compare(site, problems));
    console.report(problems.inFileOrder());
  }
}
