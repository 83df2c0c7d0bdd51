package dev.runbook.run;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@code resume --edited} would go on with.
 *
 * @param files what changed, by file; empty if nothing did
 */
public record Edits(List<Edit> files) {

  /**
   * A file that differs from the one that the run keeps.
   *
   * @param lines the lines that differ, each beginning with {@code -} or {@code +}
   */
  public record Edit(Path file, List<String> lines) {}
}
