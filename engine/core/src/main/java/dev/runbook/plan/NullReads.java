package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Reference;
import dev.runbook.model.Declaration;
import dev.runbook.model.Work;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Warns of what is used as a text, a number or a condition though it may be null: an optional input
 * or field, the comment of a decision. It keeps silent where the reader seems to know: where the
 * expression, or a condition around it, names the same once more.
 */
final class NullReads {
  private final FileTypes file;
  private final Place place;
  private final Problems problems;

  NullReads(FileTypes file, Place place, Problems problems) {
    this.file = file;
    this.place = place;
    this.problems = problems;
  }

  void check() {
    var step = place.step();
    for (var expression : Reads.expressions(step)) {
      expression.neverNull().forEach(reference -> check(reference, expression));
    }
    for (var expression : Reads.filled(step)) {
      expression.name().ifPresent(reference -> check(reference, expression));
    }
  }

  private void check(Reference reference, Expression expression) {
    var path = reference.path();
    if (mayBeNull(path) && count(expression, path) == 1 && !isAsked(path, expression)) {
      var name = String.join(".", path);
      var last = reference.spans().get(reference.spans().size() - 1);
      problems.warning(
          last,
          "`" + name + "` may be null, and then has no value here",
          "write `default(" + name + ", VALUE)`, or `when: " + name + " != null`");
    }
  }

  private boolean mayBeNull(List<String> path) {
    return switch (path.get(0)) {
      case "inputs" -> path.size() == 2 && isOptional(file.runbook.inputs(), path.get(1));
      case "steps" -> path.size() > 3 && mayBeNull(gate(path.get(1)), path.subList(2, path.size()));
      default -> false;
    };
  }

  private Work.@Nullable Gate gate(String id) {
    return file.index
        .find(id)
        .filter(step -> !step.isRepeated() && step.step().work() instanceof Work.Gate)
        .map(step -> (Work.Gate) step.step().work())
        .orElse(null);
  }

  private static boolean mayBeNull(Work.@Nullable Gate gate, List<String> output) {
    return gate != null
        && (output.equals(List.of("outputs", "comment"))
            || (output.size() == 3
                && output.get(1).equals("fields")
                && isOptional(gate.fields(), output.get(2))));
  }

  private static boolean isOptional(List<Declaration> declared, String name) {
    return declared.stream()
        .filter(each -> each.name().text().equals(name))
        .anyMatch(each -> !each.required() && each.defaultValue() == null);
  }

  private static long count(Expression expression, List<String> path) {
    return expression.references().stream().filter(each -> each.path().equals(path)).count();
  }

  private boolean isAsked(List<String> path, Expression expression) {
    return Stream.iterate(place, up -> up != null, up -> up == null ? null : up.parent())
        .map(up -> up == null ? null : up.step().settings().when())
        .anyMatch(when -> when != null && when != expression && count(when, path) > 0);
  }
}
