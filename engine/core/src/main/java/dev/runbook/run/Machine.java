package dev.runbook.run;

import dev.runbook.catalog.Catalog;
import dev.runbook.journal.StateFolder;
import java.util.Map;

/**
 * What one process has to carry runs out with.
 *
 * @param state where runs and locks are
 * @param catalog the installed actions; a resume checks the kept runbook against them
 * @param environment the environment variables that inputs and secrets may name
 */
public record Machine(
    StateFolder state,
    Catalog catalog,
    Clock clock,
    Person person,
    Accounts accounts,
    Progress.Listener listener,
    Map<String, String> environment) {
  public Machine {
    environment = Map.copyOf(environment);
  }
}
