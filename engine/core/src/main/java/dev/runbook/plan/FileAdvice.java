package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import java.util.List;
import java.util.stream.Stream;

/** Warns of what is no mistake in a runbook without errors, but hardly meant. */
final class FileAdvice {
  private final FileTypes file;
  private final Problems problems;

  FileAdvice(FileTypes file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  void check() {
    checkFaults();
    new UnusedNames(file, problems).check();
    new SkippedReads(file, problems).check();
    for (var place : file.index.all()) {
      new NullReads(file, place, problems).check();
      new IdleConditions(file, place, problems).check();
      new IdleSettings(file, place, problems).check();
    }
  }

  /** What is written out can be wrong in itself, such as a division by zero. */
  private void checkFaults() {
    var steps = file.index.all().stream().flatMap(p -> Reads.expressions(p.step()).stream());
    var named =
        Stream.of(file.runbook.vars(), file.runbook.outputs())
            .flatMap(List::stream)
            .flatMap(each -> Reads.expressions(each.value()).stream());
    Stream.concat(steps, named).flatMap(each -> each.fault().stream()).forEach(problems::add);
  }
}
