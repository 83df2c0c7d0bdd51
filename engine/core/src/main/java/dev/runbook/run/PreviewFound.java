package dev.runbook.run;

import java.util.ArrayList;
import java.util.List;

/**
 * What a probe found at one step.
 *
 * @param step its key
 * @param action the name of its action
 * @param text what it would do
 * @param lines what was found, one line each; never empty
 */
public record PreviewFound(String step, String action, String text, List<String> lines) {
  public PreviewFound {
    lines = List.copyOf(lines);
  }

  /** Returns all that was found, in the order of the steps. */
  public static List<PreviewFound> of(PreviewResult preview) {
    var found = new ArrayList<PreviewFound>();
    preview.everything().stream()
        .flatMap(PreviewStep::all)
        .forEach(
            step -> {
              if (step.doing() instanceof PreviewStep.Act act && !act.found().isEmpty()) {
                found.add(new PreviewFound(step.key(), act.action(), act.text(), act.found()));
              }
            });
    return found;
  }
}
