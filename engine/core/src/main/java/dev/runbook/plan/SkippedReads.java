package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Warns of outputs that are read though their step may be skipped. It keeps silent where the reader
 * seems to know: where the expression asks for the step's status, has a {@code default} or a {@code
 * has}, or where the reader's own conditions have a name in common with those of the step.
 */
final class SkippedReads {
  private static final Pattern ASKS = Pattern.compile("\\b(default|has)\\s*\\(");

  private final FileTypes file;
  private final Problems problems;
  private final Set<Reference> reported = new HashSet<>();

  SkippedReads(FileTypes file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  void check() {
    for (var place : file.index.all()) {
      Reads.expressions(place.step()).forEach(expression -> check(expression, place));
    }
    for (var output : file.runbook.outputs()) {
      Reads.expressions(output.value()).forEach(expression -> check(expression, null));
    }
  }

  private void check(Expression expression, @Nullable Place reader) {
    if (ASKS.matcher(expression.text()).find()) {
      return;
    }
    for (var reference : expression.references()) {
      var step = step(reference);
      if (step != null && !asksStatus(expression, step.id())) {
        check(reference, step, reader);
      }
      var variable = Vars.nameBelow("vars", reference);
      if (variable != null) {
        file.vars.find(variable).stream()
            .flatMap(named -> Reads.expressions(named.value()).stream())
            .forEach(inner -> checkVariable(inner, reader));
      }
    }
  }

  /** A variable that reads another is checked where that one is read. */
  private void checkVariable(Expression expression, @Nullable Place reader) {
    if (ASKS.matcher(expression.text()).find()) {
      return;
    }
    for (var reference : expression.references()) {
      var step = step(reference);
      if (step != null && !asksStatus(expression, step.id())) {
        check(reference, step, reader);
      }
    }
  }

  /** Returns the step whose outputs are read. */
  private @Nullable Place step(Reference reference) {
    var id = Vars.nameBelow("steps", reference);
    return id == null || reference.path().size() < 4 || !reference.path().get(2).equals("outputs")
        ? null
        : file.index.find(id).orElse(null);
  }

  private static boolean asksStatus(Expression expression, String id) {
    var status = List.of("steps", id, "status");
    return expression.references().stream().anyMatch(r -> r.path().equals(status));
  }

  private void check(Reference reference, Place step, @Nullable Place reader) {
    var conditions = conditions(step, reader);
    var isOptional = !conditions.isEmpty() || isInRescue(step, reader);
    if (isOptional && !knows(reader, step, conditions) && reported.add(reference)) {
      var name = String.join(".", reference.path());
      problems.warning(
          reference.spans().get(1),
          "step `" + step + "` may be skipped, and then has no outputs",
          "write `default("
              + name
              + ", VALUE)`, or `when: steps."
              + step
              + ".status == 'succeeded'`");
    }
  }

  /** Returns the conditions that decide on a step but not on its reader; none for iterations. */
  private static List<Expression> conditions(Place step, @Nullable Place reader) {
    var found = new ArrayList<Expression>();
    for (@Nullable Place at = step; at != null; at = at.parent()) {
      if (reader != null && reader.isInside(at)) {
        return found;
      }
      var when = at.step().settings().when();
      if (at.isLooped()) {
        found.clear(); // from outside its outputs are a map, empty where all was skipped
      } else if (when != null) {
        found.add(when);
      }
    }
    return found;
  }

  /** Returns whether a step runs only after a failure, but its reader not. */
  private static boolean isInRescue(Place step, @Nullable Place reader) {
    for (@Nullable Place at = step; at != null; at = at.parent()) {
      if (at.part() == Place.Part.RESCUE) {
        return reader == null || !isInRescueOf(at.parent(), reader);
      }
    }
    return false;
  }

  private static boolean isInRescueOf(@Nullable Place group, Place reader) {
    for (@Nullable Place at = reader; at != null; at = at.parent()) {
      if (at.parent() == group && at.part() == Place.Part.RESCUE) {
        return true;
      }
    }
    return false;
  }

  private static boolean knows(@Nullable Place reader, Place step, List<Expression> conditions) {
    var names = new HashSet<List<String>>();
    conditions.forEach(c -> c.references().forEach(r -> names.add(r.path())));
    for (var at = reader; at != null; at = at.parent()) {
      var when = at.step().settings().when();
      if (when != null
          && when.references().stream()
              .anyMatch(
                  r -> names.contains(r.path()) || step.id().equals(Vars.nameBelow("steps", r)))) {
        return true;
      }
    }
    return false;
  }
}
