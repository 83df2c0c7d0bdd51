package dev.runbook.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person says from outside a run.
 *
 * @param step the key of a gate that is open, or of a step that was cut off
 * @param choice a choice of the gate, {@code approve} or {@code reject}; {@code rerun}, {@code
 *     done} or {@code failed} for a step that was cut off
 * @param fields {@code --field NAME=VALUE}: texts as given, by name
 */
public record Answer(
    String step, String choice, Map<String, String> fields, @Nullable String comment) {
  public Answer {
    fields = Map.copyOf(fields);
  }
}
