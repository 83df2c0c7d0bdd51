package dev.runbook.cli.view;

import dev.runbook.run.TakenBack;
import java.util.ArrayList;
import java.util.List;

/** What a rollback would do, as people read it. */
public final class RollbackText {
  private RollbackText() {}

  /** Returns one line a step, in the order they are taken back. */
  public static String of(List<TakenBack> steps) {
    var lines = new ArrayList<List<String>>();
    for (var step : steps) {
      var action = step.action();
      lines.add(
          action == null
              ? List.of("stays", step.step(), "nothing takes it back")
              : List.of("undo", step.step(), action + "  " + arguments(step)));
    }
    return ValueText.aligned(lines, "  ");
  }

  private static String arguments(TakenBack step) {
    var words = new ArrayList<String>();
    step.arguments().forEach((name, value) -> words.add(ValueText.of(name, value, "").strip()));
    return Printable.line(String.join(", ", words).replace('\n', ' '));
  }
}
