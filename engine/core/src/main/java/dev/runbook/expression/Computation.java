package dev.runbook.expression;

import dev.runbook.text.Excerpt;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression whose values are all known and which needs all of them: operators,
 * functions, lists and maps over values that were read before.
 */
final class Computation {
  private final Excerpt excerpt;
  private final IdentityHashMap<Node, Result> read;

  /**
   * @param read what was read, by the node that reads it: names, and all that is evaluated lazily
   */
  Computation(Excerpt excerpt, IdentityHashMap<Node, Result> read) {
    this.excerpt = excerpt;
    this.read = read;
  }

  /** Returns whether a node is computed from all its parts, once they are known. */
  static boolean isComputed(Node node) {
    return node instanceof Node.Binary
        || node instanceof Node.Negation
        || node instanceof Node.Items
        || node instanceof Node.Entries
        || (node instanceof Node.Call call && isComputed(call));
  }

  private static boolean isComputed(Node.Call call) {
    return call.function() != null && !call.is("default") && !call.is("has") && !call.is("now");
  }

  /** Computes a node from what was read. */
  @Nullable Object value(Node node) throws EvaluationException {
    if (!isComputed(node)) {
      return known(node);
    }
    var operands = new ArrayList<@Nullable Object>(node.parts().size());
    for (var part : node.parts()) {
      operands.add(value(part));
    }
    return apply(node, operands);
  }

  private @Nullable Object known(Node node) {
    return read.get(node) instanceof Result.Known known ? known.value() : null;
  }

  /** Computes one node from the values of its parts. */
  private Object apply(Node node, List<@Nullable Object> operands) throws EvaluationException {
    try {
      var value = bare(node, operands);
      if (!(value instanceof Boolean) && !(value instanceof BigDecimal)) {
        Weight.check(value);
      }
      return value;
    } catch (NoValueException e) {
      throw located(node, e, operands).thrown(excerpt);
    }
  }

  private static Mistake located(Node node, NoValueException why, List<@Nullable Object> operands) {
    if (node instanceof Node.Call call) {
      return Mistake.of(call, why);
    }
    if (node instanceof Node.Negation negation && !(operands.get(0) instanceof BigDecimal)) {
      return Mistake.noNumber(negation, Kind.of(operands.get(0)));
    }
    return node instanceof Node.Binary binary
        ? Mistake.of(binary, why)
        : new Mistake(node.place(), why.reason(), why.hint());
  }

  private static Object bare(Node node, List<@Nullable Object> operands) throws NoValueException {
    if (node instanceof Node.Binary binary) {
      return binary.operator().apply(operands.get(0), operands.get(1));
    }
    if (node instanceof Node.Call call && call.function() != null) {
      return Functions.apply(call.function(), operands);
    }
    if (node instanceof Node.Negation) {
      return Arithmetic.minus(BigDecimal.ZERO, Arithmetic.number(operands.get(0)));
    }
    return node instanceof Node.Entries entries
        ? map(entries.keys(), operands)
        : Collections.unmodifiableList(operands);
  }

  private static Map<String, @Nullable Object> map(
      List<String> keys, List<@Nullable Object> values) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (var i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
    return Collections.unmodifiableMap(map);
  }
}
