package dev.runbook.cli.view;

import dev.runbook.model.Step;
import dev.runbook.model.Work;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** How deep steps stand in groups and calls, learnt as they begin. Not safe for several threads. */
final class Nesting {
  private final IdentityHashMap<Step, Integer> inGroups = new IdentityHashMap<>();
  private final Map<String, Integer> byKey = new HashMap<>();

  /** Returns how many groups and calls are around a step. */
  int depth(String key, Step step) {
    var known = inGroups.get(step);
    return known != null ? known : around(key);
  }

  /** Notes a step that begins, and those in it. */
  void begins(String key, Step step) {
    var depth = depth(key, step);
    byKey.put(key, depth);
    if (step.work() instanceof Work.Group group) {
      for (var part : List.of(group.steps(), group.rescue(), group.always())) {
        part.forEach(inside -> inGroups.put(inside, depth + 1));
      }
    }
  }

  /** The key of a call stands before a slash, perhaps with its attempt. */
  private int around(String key) {
    var slash = key.lastIndexOf('/');
    if (slash < 0) {
      return 0;
    }
    var caller = key.substring(0, slash).replaceFirst("[@#]\\d+$", "");
    return byKey.getOrDefault(caller, 0) + 1;
  }
}
