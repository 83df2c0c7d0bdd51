package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Comparison;
import dev.runbook.expression.Expression;
import dev.runbook.model.Declaration;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reports comparisons with a text that the value can never be: a choice that does not exist, a
 * misspelt status; and with the value itself.
 */
final class Domains {
  private static final List<String> STATUS = List.of("succeeded", "failed", "skipped", "unreached");
  private static final List<String> ERROR_KINDS =
      List.of("answer", "accident", "timeout", "rejected");
  private static final List<String> EVENT_KINDS = List.of("gate", "failure", "success");

  private static final Optional<String> NONE = Optional.empty();

  private final FileTypes file;
  private final Problems problems;

  Domains(FileTypes file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  void check() {
    for (var place : file.index.all()) {
      Reads.expressions(place.step()).forEach(expression -> check(expression, place));
    }
    Stream.of(file.runbook.vars(), file.runbook.outputs())
        .flatMap(List::stream)
        .flatMap(named -> Reads.expressions(named.value()).stream())
        .forEach(expression -> check(expression, null));
  }

  private void check(Expression expression, @Nullable Place place) {
    for (var comparison : expression.comparisons()) {
      domain(comparison.name().path(), place)
          .filter(words -> !words.isEmpty() && !words.contains(comparison.text()))
          .ifPresent(words -> report(comparison, words));
    }
    for (var span : expression.comparedWithThemselves()) {
      problems.error(span, "this is compared with itself", "compare it with something else");
    }
  }

  private void report(Comparison comparison, Collection<String> words) {
    var text = comparison.text();
    problems.error(
        comparison.span(),
        "`" + String.join(".", comparison.name().path()) + "` is never " + Words.name(text),
        Spelling.didYouMean(text, words).orElse("it is " + Words.or(words)));
  }

  private Optional<? extends Collection<String>> domain(List<String> path, @Nullable Place place) {
    if (path.equals(List.of("error", "kind"))) {
      return Optional.of(ERROR_KINDS);
    }
    if (path.equals(List.of("event", "kind"))) {
      return Optional.of(EVENT_KINDS);
    }
    return switch (path.get(0)) {
      case "inputs" -> path.size() == 2 ? input(path.get(1)) : Optional.empty();
      case "steps" -> path.size() < 3 ? Optional.empty() : step(path);
      default -> place == null ? Optional.empty() : item(path, place);
    };
  }

  private Optional<List<String>> input(String name) {
    return file.runbook.inputs().stream()
        .filter(input -> input.name().text().equals(name))
        .filter(input -> input.shape().kind() == Declaration.Kind.STRING)
        .findFirst()
        .flatMap(input -> constants(input.choices()));
  }

  private Optional<List<String>> step(List<String> path) {
    var step = file.index.find(path.get(1));
    if (step.isEmpty() || step.get().isLooped()) {
      return Optional.empty();
    }
    if (path.size() == 3 && path.get(2).equals("status")) {
      return Optional.of(STATUS);
    }
    return path.subList(2, path.size()).equals(List.of("outputs", "choice"))
            && step.get().step().work() instanceof Work.Gate gate
        ? Optional.of(gate.choices().stream().map(Word::text).toList())
        : Optional.empty();
  }

  /** The items of a list that is written out. */
  private static Optional<List<String>> item(List<String> path, Place place) {
    for (@Nullable Place at = place; at != null; at = at.parent()) {
      var settings = at.step().settings();
      if (settings.forEach() != null && settings.as().text().equals(path.get(0))) {
        return item(path, settings.forEach());
      }
    }
    return Optional.empty();
  }

  private static Optional<List<String>> item(List<String> path, Value list) {
    if (list instanceof Value.Items items && path.size() == 1) {
      return constants(items.items());
    }
    return list instanceof Value.Entries lists && path.size() == 2
        ? lists
            .entry(path.get(1))
            .map(Value.Entry::value)
            .filter(one -> one instanceof Value.Items)
            .flatMap(one -> constants(((Value.Items) one).items()))
        : Optional.empty();
  }

  /** Returns the texts of scalars that are all written out; empty if any is not. */
  private static Optional<List<String>> constants(List<Value> values) {
    var texts =
        values.stream()
            .map(value -> value instanceof Value.Scalar s ? s.template().constant() : NONE)
            .flatMap(Optional::stream)
            .toList();
    return texts.size() == values.size() ? Optional.of(texts) : Optional.empty();
  }
}
