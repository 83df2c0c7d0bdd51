package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;

/** Warns of what is no mistake in a runbook without errors, but hardly meant. */
final class FileAdvice {
  private final FileTypes file;
  private final Problems problems;

  FileAdvice(FileTypes file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  void check() {
    new UnusedInputs(file, problems).check();
    new SkippedReads(file, problems).check();
    file.index.all().forEach(place -> new IdleSettings(file.runbook, place, problems).check());
  }
}
