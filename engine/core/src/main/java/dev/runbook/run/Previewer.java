package dev.runbook.run;

import dev.runbook.journal.StateException;
import dev.runbook.plan.Plan;

/**
 * Does dry runs: says what a run would do. It writes nothing, starts no process and reads no
 * secret; what is not given is unknown, and named.
 */
public final class Previewer {
  private final Machine machine;

  public Previewer(Machine machine) {
    this.machine = machine;
  }

  /** Whether outside systems are asked questions that change nothing. */
  public enum Probing {
    OFF,
    ON
  }

  /**
   * Returns what a run would do.
   *
   * @throws RefusedException where a run of it would be refused, but for what is not given
   */
  public PreviewResult preview(Plan plan, RunRequest request, Probing probing)
      throws RefusedException, StateException {
    throw new UnsupportedOperationException(plan.top().name() + " " + request + probing + machine);
  }
}
