package dev.runbook.cli.command;

import dev.runbook.cli.console.Refusal;
import dev.runbook.journal.StateException;
import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import dev.runbook.run.PreviewFound;
import dev.runbook.run.Previewer;
import dev.runbook.run.RefusedException;
import dev.runbook.run.RunRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What outside systems said to a runbook that is checked.
 *
 * @param file as the operator wrote it
 */
record Probed(String file, List<PreviewFound> found) {

  static Probed of(String file, Plan plan, List<Site> sites, Workplace place)
      throws Refusal, StateException {
    var directory = place.console().surroundings().directory();
    var request =
        new RunRequest(Map.of(), sites, RunRequest.Selected.ALL, Map.of(), false, directory);
    try {
      var preview = new Previewer(place.machine()).preview(plan, request, Previewer.Probing.ON);
      return new Probed(file, PreviewFound.of(preview));
    } catch (RefusedException e) {
      throw Refusal.of(e.diagnostics());
    }
  }

  /** Returns it as lines: each step, and what was found below it. */
  String lines() {
    var text = new StringBuilder();
    for (var one : found) {
      text.append(file).append(": ").append(one.step()).append(": ").append(one.text());
      one.lines().forEach(line -> text.append("\n  > ").append(line));
      text.append('\n');
    }
    return text.toString();
  }

  List<Map<String, @Nullable Object>> json() {
    return found.stream().map(this::json).toList();
  }

  private Map<String, @Nullable Object> json(PreviewFound one) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("file", file);
    json.put("step", one.step());
    json.put("action", one.action());
    json.put("text", one.text());
    json.put("found", one.lines());
    return json;
  }
}
