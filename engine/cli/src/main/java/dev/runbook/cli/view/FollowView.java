package dev.runbook.cli.view;

import dev.runbook.cli.console.Console;
import dev.runbook.json.Json;
import dev.runbook.standing.Standing;
import dev.runbook.standing.StepStanding;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tells what changed in a run since it was looked at last. */
public final class FollowView implements Consumer<Standing> {
  private final Console console;
  private final boolean json;
  private final Map<String, StepStanding> seen = new HashMap<>();

  /**
   * Tells as lines.
   *
   * @param json whether each is a JSON object for programs
   */
  public FollowView(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  @Override
  public void accept(Standing standing) {
    for (var step : standing.steps()) {
      if (!step.equals(seen.put(step.key(), step))) {
        console.text(
            json
                ? Json.write(StandingJson.step(step)) + "\n"
                : StandingText.row(step).in(console.style()));
      }
    }
  }
}
