package dev.runbook.plan;

import dev.runbook.expression.Expression;
import dev.runbook.expression.Names;
import dev.runbook.expression.Reference;
import dev.runbook.expression.Type;
import dev.runbook.model.Declaration;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells where the values come from that a step reads: from the runbook itself, or from outside, so
 * that anything may stand in them.
 */
final class Origins {
  private final FileTypes file;
  private final Place place;
  private final Names names;
  private final Set<String> visited = new HashSet<>();

  /**
   * @param place the step that reads
   * @param names what it can read
   */
  Origins(FileTypes file, Place place, Names names) {
    this.file = file;
    this.place = place;
    this.names = names;
  }

  /**
   * Returns whether the value is a text, or may hold one, that the runbook's author has not seen.
   */
  boolean isFromOutside(Reference reference) {
    var path = reference.path();
    return switch (path.get(0)) {
      case "run" -> false;
      case "inputs" -> path.size() > 1 && isOpen(path.get(1)) && mayHoldText(path);
      case "vars" -> path.size() > 1 && isVarFromOutside(path.get(1));
      case "steps" -> isOutput(path) && mayHoldText(path);
      default -> isItem(path.get(0)) ? isItemFromOutside(path) : mayHoldText(path);
    };
  }

  /** An input is open if it may be any text: neither of a list of choices nor of a pattern. */
  private boolean isOpen(String input) {
    return file.runbook.inputs().stream()
        .filter(declared -> declared.name().text().equals(input))
        .anyMatch(Origins::isOpen);
  }

  private static boolean isOpen(Declaration declared) {
    return declared.choices().isEmpty() && declared.pattern() == null;
  }

  private boolean isVarFromOutside(String name) {
    return visited.add(name)
        && file.vars.find(name).map(named -> isFromOutside(named.value())).orElse(false);
  }

  private boolean isFromOutside(Value value) {
    return expressions(value).flatMap(e -> e.unquoted().stream()).anyMatch(this::isFromOutside);
  }

  private static Stream<Expression> expressions(Value value) {
    if (value instanceof Value.Scalar scalar) {
      return scalar.template().expressions().stream();
    }
    return value instanceof Value.Items items
        ? items.items().stream().flatMap(Origins::expressions)
        : ((Value.Entries) value).entries().stream().flatMap(e -> expressions(e.value()));
  }

  /** The status is the engine's own word, a gate's choice one of the runbook's. */
  private boolean isOutput(List<String> path) {
    if (path.size() < 4 || !path.get(2).equals("outputs")) {
      return path.size() == 3 && path.get(2).equals("outputs");
    }
    var isGate =
        file.index.find(path.get(1)).filter(p -> p.step().work() instanceof Work.Gate).isPresent();
    return !isGate || path.get(3).equals("fields") || path.get(3).equals("comment");
  }

  private boolean isItem(String root) {
    return loop(root) != null;
  }

  private @Nullable Place loop(String root) {
    for (@Nullable Place at = place; at != null; at = at.parent()) {
      if (at.isLooped() && at.step().settings().as().text().equals(root)) {
        return at;
      }
    }
    return null;
  }

  private boolean isItemFromOutside(List<String> path) {
    var loop = loop(path.get(0));
    var list = loop == null ? null : loop.step().settings().forEach();
    if (list instanceof Value.Entries lists && path.size() > 1) {
      list = lists.entry(path.get(1)).map(Value.Entry::value).orElse(null);
    }
    return list != null && mayHoldText(path) && isFromOutside(list);
  }

  private boolean mayHoldText(List<String> path) {
    @Nullable Type type = names.roots().get(path.get(0));
    for (var name : path.subList(1, path.size())) {
      type = type == null ? null : below(type, name);
    }
    return type == null || mayHoldText(type);
  }

  private static @Nullable Type below(Type type, String name) {
    return type instanceof Type.Fields fields
        ? fields.fields().get(name)
        : type instanceof Type.MapOf map
            ? map.value()
            : type instanceof Type.OrNull orNull ? below(orNull.type(), name) : null;
  }

  private static boolean mayHoldText(Type type) {
    return type instanceof Type.OrNull orNull
        ? mayHoldText(orNull.type())
        : !(type instanceof Type.Wrong)
            && !Set.of(
                    Type.Plain.NUMBER,
                    Type.Plain.BOOLEAN,
                    Type.Plain.DURATION,
                    Type.Plain.INSTANT,
                    Type.Plain.NULL)
                .contains(type);
  }
}
