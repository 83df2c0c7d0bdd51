package dev.runbook.run;

import dev.runbook.model.Step;
import dev.runbook.model.Work;

/** What a step without a name is called. */
final class Titles {
  private Titles() {}

  static String of(Step step) {
    return switch (kind(step.work())) {
      case ACT -> ((Work.Act) step.work()).action().text();
      case CALL -> "call " + ((Work.Call) step.work()).file().text();
      case OTHER ->
          step.span()
              .source()
              .text()
              .substring(step.span().start(), step.span().start() + step.span().length());
    };
  }

  private enum Kind {
    ACT,
    CALL,
    OTHER
  }

  private static Kind kind(Work work) {
    return work instanceof Work.Act ? Kind.ACT : work instanceof Work.Call ? Kind.CALL : Kind.OTHER;
  }
}
