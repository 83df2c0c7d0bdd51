package dev.runbook.standing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How all runs of a state folder stand.
 *
 * @param runs newest first
 * @param damaged those that cannot be read, newest first
 */
public record Standings(List<Standing> runs, List<Damaged> damaged) {
  public Standings {
    runs = List.copyOf(runs);
    damaged = List.copyOf(damaged);
  }

  /**
   * A run that cannot be read.
   *
   * @param reason names the file and its line
   */
  public record Damaged(String run, String reason, @Nullable String hint) {}
}
