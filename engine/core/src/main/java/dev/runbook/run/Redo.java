package dev.runbook.run;

import dev.runbook.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new round does again: a step, and all that comes after it. */
final class Redo {
  private Redo() {}

  /** Returns what is to be forgotten and what is to be entered again. */
  static Failure.Trail from(Plan plan, Address step) {
    var again = new ArrayList<>(keys(step));
    var reopen = new ArrayList<String>();
    @Nullable Address at = step;
    while (at != null) {
      again.addAll(at.later(plan));
      var around = at.parent().orElse(at.caller());
      if (around != null) {
        reopen.add(around.key().text());
      }
      at = around;
    }
    reopen.add(Session.TOP.text());
    return new Failure.Trail(again, reopen, List.of());
  }

  private static List<String> keys(Address step) {
    var ids = new ArrayList<String>();
    StepScope.addIds(step.place().step(), ids);
    var keys = new ArrayList<>(List.of(step.key().text()));
    ids.subList(1, ids.size()).forEach(id -> keys.add(step.prefix() + id));
    return keys;
  }
}
