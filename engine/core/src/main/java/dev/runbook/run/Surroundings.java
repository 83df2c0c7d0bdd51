package dev.runbook.run;

import dev.runbook.catalog.Catalog;
import dev.runbook.journal.Commands;
import dev.runbook.load.Files;
import java.util.Map;

/**
 * What a session works with.
 *
 * @param shared whether people cannot write each other's decisions
 * @param disk where files are read from that a run does not keep
 * @param crew what parallel branches run on; for one session
 * @param effects what does the work of actions
 * @param secrets where secrets are read from
 * @param commands what people type next
 */
record Surroundings(
    Catalog catalog,
    Clock clock,
    Person person,
    Accounts accounts,
    Progress.Listener listener,
    Map<String, String> environment,
    boolean shared,
    Files disk,
    Crew crew,
    Effects effects,
    Secrets.Outside secrets,
    Commands commands) {

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
        Files.onDisk(),
        Threads::new,
        Effects.REAL,
        new OutsideSecrets(machine.environment(), machine.person()),
        machine.state().commands());
  }
}
