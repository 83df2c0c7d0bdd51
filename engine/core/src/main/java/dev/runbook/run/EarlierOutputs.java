package dev.runbook.run;

import dev.runbook.journal.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the steps of the top runbook gave in an earlier run. */
final class EarlierOutputs {
  private EarlierOutputs() {}

  /**
   * Returns the outputs by the id of the step; those of a looped step, or of one in a looped group,
   * are a map from the key of the iteration.
   */
  static Map<String, Map<String, @Nullable Object>> of(List<Event> events) {
    var records = new Records();
    events.forEach(records::apply);
    var outputs = new LinkedHashMap<String, @Nullable Object>();
    for (var record : records.all()) {
      if (record.ended != null && record.ended.get("outputs") instanceof Map<?, ?> gave) {
        add(record.key, gave, outputs);
      }
    }
    return typed(outputs);
  }

  @SuppressWarnings("unchecked") // what a step gave is a map with text keys
  private static Map<String, Map<String, @Nullable Object>> typed(
      Map<String, @Nullable Object> outputs) {
    var typed = new LinkedHashMap<String, Map<String, @Nullable Object>>();
    outputs.forEach(
        (id, gave) -> {
          if (gave instanceof Map<?, ?> map) {
            typed.put(id, (Map<String, @Nullable Object>) map);
          }
        });
    return typed;
  }

  /** Takes {@code id}, {@code id[key]} and {@code group[key]/id}; not what stands in calls. */
  private static void add(String key, Map<?, ?> gave, Map<String, @Nullable Object> outputs) {
    var parts = key.split("/", -1);
    var last = parts[parts.length - 1];
    var loops = new ArrayList<String>();
    for (var part : parts) {
      if (part.endsWith("]")) {
        loops.add(part.substring(part.indexOf('[') + 1, part.length() - 1));
      } else if (!part.equals(last)) {
        return;
      }
    }
    if (last.matches("[a-z][a-z0-9_]*(\\[.*])?")) {
      put(outputs, last.replaceAll("\\[.*", ""), loops, gave);
    }
  }

  @SuppressWarnings("unchecked") // the maps are made here
  private static void put(
      Map<String, @Nullable Object> outputs, String id, List<String> loops, Map<?, ?> gave) {
    if (loops.isEmpty()) {
      outputs.put(id, gave);
      return;
    }
    var inside =
        (Map<String, @Nullable Object>)
            outputs.computeIfAbsent(id, none -> new LinkedHashMap<String, @Nullable Object>());
    put(inside, loops.get(0), loops.subList(1, loops.size()), gave);
  }
}
