package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.model.Declaration;
import dev.runbook.model.Declaration.SecretFrom;
import dev.runbook.model.Runbook;

/** Checks one runbook. */
final class FileCheck {
  private final Plan plan;
  private final FileTypes file;
  private final Runbook runbook;
  private final Problems problems;
  private final ValueCheck values;

  FileCheck(Plan plan, FileTypes file, Problems problems) {
    this.plan = plan;
    this.file = file;
    this.runbook = file.runbook;
    this.problems = problems;
    this.values = new ValueCheck(problems);
  }

  void check() {
    runbook.inputs().forEach(this::checkInput);
    var start = new Scene(file, Viewpoint.START);
    runbook.secrets().forEach(secret -> checkSecret(secret, start));
    for (var connection : runbook.connections()) {
      plan.catalog().check(connection, start.withSecrets(file).names(), problems);
    }
    file.vars.names().forEach(file::var);
    checkDefaults(start);
    if (runbook.lock() != null) {
      values.text(runbook.lock(), start.names());
    }
    var loops = new Loops(file, problems);
    for (var place : file.index.all()) {
      new StepCheck(plan, file, loops, place, problems).check();
    }
    file.outputs();
    new Domains(file, problems).check();
  }

  private void checkInput(Declaration input) {
    var scene = new Scene(file, Viewpoint.START);
    values.declaration(input, scene.with("inputs", file.inputsAbove(input)).names());
  }

  private void checkSecret(Declaration.Secret secret, Scene scene) {
    if (secret.from() instanceof SecretFrom.Command command) {
      command.arguments().forEach(argument -> argument.check(scene.names(), problems));
    }
  }

  private void checkDefaults(Scene start) {
    var defaults = runbook.defaults();
    values.duration("timeout", defaults.timeout(), start.names());
    values.duration("every", defaults.every(), start.names());
    values.integer("max_parallel", defaults.maxParallel(), start.names());
    if (defaults.retry() != null) {
      values.retry(defaults.retry(), start);
    }
  }
}
