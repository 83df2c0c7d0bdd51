package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Reference;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Warns of inputs that nothing reads: they are asked of the operator for nothing. */
final class UnusedInputs {
  private final FileTypes file;
  private final Runbook runbook;
  private final Problems problems;

  UnusedInputs(FileTypes file, Problems problems) {
    this.file = file;
    this.runbook = file.runbook;
    this.problems = problems;
  }

  void check() {
    if (runbook.inputs().isEmpty()) {
      return;
    }
    var references = references();
    if (references.stream().noneMatch(UnusedInputs::readsAll)) {
      runbook.inputs().stream()
          .filter(input -> references.stream().noneMatch(r -> reads(r, input)))
          .filter(input -> !isHandedOver(input))
          .forEach(this::warn);
    }
  }

  private void warn(Declaration input) {
    problems.warning(
        input.name().span(),
        "input `" + input.name() + "` is never read",
        "remove it, or read it: `inputs." + input.name() + "`");
  }

  private List<Reference> references() {
    var found = new ArrayList<Reference>();
    file.index.all().forEach(place -> found.addAll(Reads.of(place.step())));
    runbook.vars().forEach(named -> found.addAll(Reads.of(named.value())));
    runbook.outputs().forEach(named -> found.addAll(Reads.of(named.value())));
    runbook.inputs().forEach(input -> found.addAll(Reads.of(input)));
    runbook.connections().forEach(c -> found.addAll(Reads.of(c.settings())));
    runbook.secrets().forEach(secret -> found.addAll(Reads.of(secret)));
    found.addAll(Reads.of(runbook.defaults()));
    Optional.ofNullable(runbook.lock()).map(Reads::of).ifPresent(found::addAll);
    return found;
  }

  /** Such as {@code inputs[name]}. */
  private static boolean readsAll(Reference reference) {
    return reference.path().equals(List.of("inputs"));
  }

  private static boolean reads(Reference reference, Declaration input) {
    return input.name().text().equals(Vars.nameBelow("inputs", reference));
  }

  /** A called runbook gets its inputs without default from its caller's of the same name. */
  private boolean isHandedOver(Declaration input) {
    var name = input.name().text();
    return file.index.all().stream()
        .map(place -> place.step().work())
        .filter(work -> work instanceof Work.Call)
        .map(work -> (Work.Call) work)
        .filter(call -> call.with().entry(name).isEmpty())
        .flatMap(call -> file.called(call).stream())
        .flatMap(called -> called.runbook.inputs().stream())
        .anyMatch(other -> other.name().text().equals(name) && other.defaultValue() == null);
  }
}
