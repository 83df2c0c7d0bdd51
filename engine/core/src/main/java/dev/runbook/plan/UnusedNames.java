package dev.runbook.plan;

import dev.runbook.catalog.ActionType;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Reference;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Warns of what nothing reads: inputs and secrets that are asked of the operator for nothing,
 * variables, connections, and choices of a gate that change nothing.
 */
final class UnusedNames {
  /** What else a gate has. */
  private static final Set<String> BESIDES = Set.of("fields", "by", "at", "comment");

  private final FileTypes file;
  private final Runbook runbook;
  private final Problems problems;
  private final Set<List<String>> read = new HashSet<>();
  private final Set<String> choicesRead = new HashSet<>();

  UnusedNames(FileTypes file, Problems problems) {
    this.file = file;
    this.runbook = file.runbook;
    this.problems = problems;
  }

  void check() {
    references().map(Reference::path).forEach(this::add);
    for (var input : runbook.inputs()) {
      check("input", "inputs", input.name(), this::isInputHandedOver);
    }
    for (var secret : runbook.secrets()) {
      check("secret", "secrets", secret.name(), this::isSecretHandedOver);
    }
    runbook.vars().forEach(named -> check("variable", "vars", named.name(), name -> false));
    runbook.connections().forEach(this::checkConnection);
    file.index.all().forEach(this::checkChoice);
  }

  private Stream<Reference> references() {
    return Stream.of(
            file.index.all().stream().flatMap(place -> Reads.of(place.step()).stream()),
            runbook.vars().stream().flatMap(named -> Reads.of(named.value()).stream()),
            runbook.outputs().stream().flatMap(named -> Reads.of(named.value()).stream()),
            runbook.inputs().stream().flatMap(input -> Reads.of(input).stream()),
            runbook.connections().stream().flatMap(c -> Reads.of(c.settings()).stream()),
            runbook.secrets().stream().flatMap(secret -> Reads.of(secret).stream()),
            Reads.of(runbook.defaults()).stream(),
            Optional.ofNullable(runbook.lock()).map(Reads::of).orElse(List.of()).stream())
        .flatMap(found -> found);
  }

  private void add(List<String> path) {
    read.add(path.subList(0, Math.min(path.size(), 2)));
    var mayBeChoice =
        path.size() < 4 || (path.get(2).equals("outputs") && !BESIDES.contains(path.get(3)));
    if (path.get(0).equals("steps") && path.size() > 1 && mayBeChoice && !isStatus(path)) {
      choicesRead.add(path.get(1));
    }
  }

  private static boolean isStatus(List<String> path) {
    return path.size() > 2 && path.get(2).equals("status");
  }

  /** Such as {@code inputs.name}, or {@code inputs[x]}, which may be any of them. */
  private boolean isRead(String root, String name) {
    return read.contains(List.of(root, name)) || read.contains(List.of(root));
  }

  private void check(String noun, String root, Word name, Predicate<String> isHandedOver) {
    if (!isRead(root, name.text()) && !isHandedOver.test(name.text())) {
      problems.warning(
          name.span(),
          noun + " `" + name + "` is never read",
          "remove it, or read it: `" + root + "." + name + "`");
    }
  }

  private void checkConnection(Declaration.Connection connection) {
    var name = connection.name().text();
    var type = connection.type().text();
    if (!isRead("connections", name)
        && actions().noneMatch(action -> action.connectionType().filter(type::equals).isPresent())
        && calls(name).noneMatch(called -> wants(called, name))) {
      problems.warning(
          connection.name().span(),
          "connection `" + name + "` is never used",
          "remove it: no step has an action that takes a `" + type + "` connection");
    }
  }

  private Stream<ActionType> actions() {
    return file.index.all().stream()
        .flatMap(place -> names(place.step()))
        .flatMap(name -> file.action(name).stream());
  }

  private static Stream<String> names(Step step) {
    var own = step.work() instanceof Work.Act act ? Stream.of(act.action()) : Stream.<Word>of();
    var settings = step.settings();
    var undo =
        settings.undo() instanceof Step.Undo.Other other
            ? Stream.of(other.action())
            : Stream.<Word>of();
    var question = Optional.ofNullable(settings.doneIf()).map(Step.DoneIf::action).stream();
    return Stream.of(own, undo, question).flatMap(words -> words).map(Word::text);
  }

  /** A called runbook gets its inputs without default from its caller's of the same name. */
  private boolean isInputHandedOver(String name) {
    return calls(name)
        .flatMap(called -> called.inputs().stream())
        .anyMatch(input -> input.name().text().equals(name) && input.defaultValue() == null);
  }

  private boolean isSecretHandedOver(String name) {
    return calls(name)
        .flatMap(called -> called.secrets().stream())
        .anyMatch(secret -> secret.name().text().equals(name) && secret.from() == null);
  }

  private static boolean wants(Runbook called, String name) {
    return called.connections().stream()
        .anyMatch(connection -> connection.name().text().equals(name) && connection.given());
  }

  /** Returns the called runbooks whose call says nothing else for a name. */
  private Stream<Runbook> calls(String name) {
    return file.index.all().stream()
        .map(place -> place.step().work())
        .filter(work -> work instanceof Work.Call)
        .map(work -> (Work.Call) work)
        .filter(call -> call.with().entry(name).isEmpty())
        .flatMap(call -> file.called(call).stream())
        .map(called -> called.runbook);
  }

  private void checkChoice(Place place) {
    if (place.step().work() instanceof Work.Gate gate
        && gate.choices().size() > 1
        && !choicesRead.contains(place.id())
        && !read.contains(List.of("steps"))) {
      problems.warning(
          gate.choices().get(0).span(),
          "nothing reads which of these is chosen: the run goes on with any",
          "remove `choices`, or ask: `steps." + place + ".outputs.choice`");
    }
  }
}
