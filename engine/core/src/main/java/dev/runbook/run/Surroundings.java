package dev.runbook.run;

import dev.runbook.catalog.Catalog;
import java.util.Map;

/**
 * What a session works with.
 *
 * @param shared whether people cannot write each other's decisions
 * @param crew what parallel branches run on; for one session
 */
record Surroundings(
    Catalog catalog,
    Clock clock,
    Person person,
    Accounts accounts,
    Progress.Listener listener,
    Map<String, String> environment,
    boolean shared,
    Crew crew) {

  /** Makes what parallel branches run on. */
  interface Crew {
    Branches branches(Bell bell);
  }

  static Surroundings of(Machine machine) {
    return new Surroundings(
        machine.catalog(),
        machine.clock(),
        machine.person(),
        machine.accounts(),
        machine.listener(),
        machine.environment(),
        machine.state().isShared(),
        Threads::new);
  }
}
