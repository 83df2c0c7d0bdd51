package dev.runbook.scenario;

import dev.runbook.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.List;

/**
 * How a scenario went.
 *
 * @param problems where it was another than expected; empty if it was as expected
 * @param took how long its run took, in the time of the scripted world
 * @param cuts at how many places the run was cut off and resumed
 * @param story what the run told, a line each
 */
public record Verdict(
    String scenario, List<Diagnostic> problems, Duration took, int cuts, String story) {
  public Verdict {
    problems = List.copyOf(problems);
  }

  public boolean isGood() {
    return problems.isEmpty();
  }
}
