package dev.runbook.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of something computed from operands that are not all known. */
final class KnownParts {
  private KnownParts() {}

  /**
   * Returns a list or a map as far as it is known, or that a list or a map is not null; else
   * something of which nothing is known.
   *
   * @param after when all of it is known
   */
  static Result of(Node node, List<Result> operands, Set<String> after) {
    if (node instanceof Node.Items) {
      return new Result.Unknown(after, new Result.Part.Items(operands));
    }
    if (node instanceof Node.Entries map) {
      return new Result.Unknown(after, entries(map.keys(), operands));
    }
    return node instanceof Node.Binary binary
        ? binary(binary.operator(), operands.get(0), operands.get(1), after)
        : new Result.Unknown(after);
  }

  /** Returns a result that says nothing of its parts: those of its operand are not its own. */
  static Result none(Result result) {
    return result instanceof Result.Unknown unknown ? new Result.Unknown(unknown.after()) : result;
  }

  private static Result.Part entries(List<String> keys, List<Result> values) {
    Map<String, Result> entries = new LinkedHashMap<>();
    for (var i = 0; i < keys.size(); i++) {
      entries.put(keys.get(i), values.get(i));
    }
    return new Result.Part.Entries(entries);
  }

  private static Result binary(Operator operator, Result left, Result right, Set<String> after) {
    if (operator.isEquality() && (isThereAndNull(left, right) || isThereAndNull(right, left))) {
      return Result.of(operator == Operator.UNEQUAL);
    }
    var first = operator == Operator.PLUS ? items(left) : null;
    var second = first == null ? null : items(right);
    return first == null || second == null
        ? new Result.Unknown(after)
        : new Result.Unknown(
            after, new Result.Part.Items(Stream.concat(first.stream(), second.stream()).toList()));
  }

  private static boolean isThereAndNull(Result one, Result other) {
    return one instanceof Result.Unknown unknown
        && unknown.part() != null
        && !(unknown.part() instanceof Result.Part.Text)
        && other instanceof Result.Known known
        && known.value() == null;
  }

  private static @Nullable List<Result> items(Result result) {
    if (result instanceof Result.Unknown unknown) {
      return unknown.part() instanceof Result.Part.Items list ? list.items() : null;
    }
    return result instanceof Result.Known known && known.value() instanceof List<?> list
        ? list.stream().map(item -> (Result) new Result.Known(item)).toList()
        : null;
  }
}
