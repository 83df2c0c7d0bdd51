package dev.runbook.cli.view;

import dev.runbook.run.Staying;
import dev.runbook.run.TakenBack;
import java.util.ArrayList;
import java.util.List;

/** What a rollback would do, as people read it. */
public final class RollbackText {
  private RollbackText() {}

  /** Returns one line a step, in the order they are taken back, and then what stays. */
  public static String of(List<TakenBack> steps) {
    var lines = new ArrayList<List<String>>();
    for (var step : steps) {
      if (step.undo() != null) {
        lines.add(List.of("undo", step.step(), step.undo().replace('\n', ' ')));
      }
    }
    var stays = Staying.of(steps).lines().stream().map(line -> List.of("stays", line)).toList();
    return ValueText.aligned(lines, "  ") + ValueText.aligned(stays, "  ");
  }
}
