package dev.runbook.run;

import dev.runbook.model.Step;
import dev.runbook.model.Work;

/** What a step without a name is called. */
final class Titles {
  private Titles() {}

  /** Returns what it does; empty for kinds of steps that do nothing themselves. */
  static String of(Step step) {
    if (step.work() instanceof Work.Act act) {
      return act.action().text();
    }
    return step.work() instanceof Work.Call call ? "call " + call.file().text() : "";
  }
}
