package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.model.Runbook;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks a runbook and all that it calls, each once. */
final class LibraryCheck {
  private final Plan plan;
  private final Map<Path, FileTypes> types = new LinkedHashMap<>();
  private final Map<Path, Problems> found = new LinkedHashMap<>();

  LibraryCheck(Plan plan) {
    this.plan = plan;
  }

  void check(Problems problems) {
    for (var runbook : plan.library().all().values()) {
      var own = found.computeIfAbsent(runbook.path(), path -> new Problems());
      new FileCheck(plan, types(runbook), own).check();
    }
    // a file's types may be asked for before its turn: file by file, callers first
    found.values().forEach(own -> problems.addAll(own.inFileOrder()));
    if (!problems.hasErrors()) {
      plan.library().all().values().forEach(each -> new FileAdvice(types(each), problems).check());
    }
  }

  private FileTypes types(Runbook runbook) {
    var known = types.get(runbook.path());
    if (known == null) {
      var own = found.computeIfAbsent(runbook.path(), path -> new Problems());
      known = new FileTypes(plan, runbook, own, this::types);
      types.put(runbook.path(), known);
    }
    return known;
  }
}
