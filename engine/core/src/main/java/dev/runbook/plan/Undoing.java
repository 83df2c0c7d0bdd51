package dev.runbook.plan;

import dev.runbook.model.Step;
import dev.runbook.model.Value;
import java.util.ArrayList;

/** The arguments of an undo that is the step's own action or call with other arguments. */
final class Undoing {
  private Undoing() {}

  static Value.Entries merged(Value.Entries step, Step.Undo.Same undo) {
    var entries = new ArrayList<Value.Entry>();
    for (var entry : step.entries()) {
      if (undo.with().entry(entry.key().text()).isEmpty()) {
        entries.add(entry);
      }
    }
    entries.addAll(undo.with().entries());
    return new Value.Entries(entries, undo.with().span());
  }
}
