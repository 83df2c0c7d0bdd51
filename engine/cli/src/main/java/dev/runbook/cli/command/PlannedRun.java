package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Refusal;
import dev.runbook.run.RunRequest;
import dev.runbook.run.SavedPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A run that a saved plan asks for.
 *
 * @param file the plan's, as it was typed
 */
record PlannedRun(SavedPlan saved, String file) {

  /**
   * Returns how the run is asked for.
   *
   * @param given {@code -i}: the inputs that are secret, which the plan does not have
   */
  RunRequest request(Map<String, String> given, boolean waits, Console console) throws Refusal {
    var asked = saved.asked();
    for (var name : given.keySet()) {
      if (!asked.secretInputs().contains(name)) {
        throw Refusal.of(
            "`" + file + "` says all inputs but secret ones, and not `" + name + "` anew",
            "leave `-i " + name + "` out; for another run, preview and save another plan");
      }
    }
    for (var name : asked.secretInputs()) {
      if (!given.containsKey(name)) {
        throw Refusal.of(
            "input `" + name + "` is secret, so `" + file + "` does not have it",
            "give it again: `-i " + name + "=VALUE`");
      }
    }
    if (!Files.isDirectory(asked.directory())) {
      throw Refusal.of(
          "there is no folder `" + asked.directory() + "`", "the plan is to be run there");
    }
    var inputs = new HashMap<>(asked.inputs());
    inputs.putAll(given);
    var sites = LoadedPlan.sites(asked.sites().stream().map(Path::toString).toList(), console);
    return new RunRequest(inputs, sites, asked.selected(), asked.yes(), waits, asked.directory());
  }
}
