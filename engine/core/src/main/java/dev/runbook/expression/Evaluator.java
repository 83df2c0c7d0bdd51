package dev.runbook.expression;

import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.json.CutText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates an expression once. What decides whether something is needed at all, and what may be
 * missing or unknown, is decided here on the tree: names and their parts, {@code and}, {@code or},
 * {@code not}, {@code ? :}, {@code default}, {@code has}. Between these stand {@link Computation}s.
 */
final class Evaluator {
  private final Expression expression;
  private final Scope scope;
  private final Map<String, Result> seen = new LinkedHashMap<>();

  Evaluator(Expression expression, Scope scope) {
    this.expression = expression;
    this.scope = scope;
  }

  /** Returns what the names gave that have been read so far, as they are written. */
  Map<String, Result> seen() {
    return seen;
  }

  /** Returns a value, or that it is unknown. */
  Result value(Node node) throws EvaluationException {
    var result = evaluate(node);
    if (result instanceof Result.Missing missing) {
      var place = lastName(node);
      throw new EvaluationException(expression.excerpt().span(place.from(), place.to()), missing);
    }
    if (result instanceof Result.Known known) {
      refuseNoValue(node, known.value());
    }
    return result;
  }

  private void refuseNoValue(Node node, @Nullable Object value) throws EvaluationException {
    if (value instanceof Namespace) {
      throw thrown(Mistake.noValue(node.place(), expression.written(node)));
    }
    if (value instanceof CutText cut) {
      throw thrown(
          new Mistake(
              node.place(),
              "this text is too long to be used: only its end was kept",
              "all of it is in " + cut.whole()));
    }
  }

  private static Node.Place lastName(Node node) {
    return node instanceof Node.Member member ? member.named() : node.place();
  }

  private EvaluationException thrown(Mistake mistake) {
    return mistake.thrown(expression.excerpt());
  }

  private Result evaluate(Node node) throws EvaluationException {
    if (node instanceof Node.Literal literal) {
      return Result.of(literal.value());
    }
    if (node instanceof Node.Name || node instanceof Node.Member || node instanceof Node.Index) {
      var result = path(node);
      seen.put(expression.written(node), result);
      return result;
    }
    if (Computation.isComputed(node)) {
      return computed(node);
    }
    return node instanceof Node.Call call ? lazy(call) : decided(node);
  }

  private Result decided(Node node) throws EvaluationException {
    if (node instanceof Node.Choice choice) {
      var condition = bool(choice.condition(), "?");
      return condition instanceof Result.Known known
          ? evaluate(isTrue(known) ? choice.yes() : choice.no())
          : KnownParts.none(condition);
    }
    if (node instanceof Node.Not not) {
      var operand = bool(not.operand(), "not");
      return operand instanceof Result.Known known
          ? Result.of(!isTrue(known))
          : KnownParts.none(operand);
    }
    return logic((Node.Logic) node);
  }

  private static boolean isTrue(Result.Known known) {
    return Boolean.TRUE.equals(known.value());
  }

  private Result bool(Node operand, String operator) throws EvaluationException {
    var result = value(operand);
    if (result instanceof Result.Known known && !(known.value() instanceof Boolean)) {
      throw thrown(Mistake.noBoolean(operand, operator, Kind.of(known.value())));
    }
    return result;
  }

  private Result logic(Node.Logic logic) throws EvaluationException {
    var left = bool(logic.left(), logic.word());
    if (left instanceof Result.Unknown unknown) {
      return logic(logic, unknown);
    }
    return isTrue((Result.Known) left) == logic.isAnd() ? bool(logic.right(), logic.word()) : left;
  }

  /** The right operand may settle it; but as it may not be needed, it cannot fail. */
  private Result logic(Node.Logic logic, Result.Unknown left) {
    try {
      var right = bool(logic.right(), logic.word());
      if (right instanceof Result.Unknown unknown) {
        return left.and(unknown);
      }
      return isTrue((Result.Known) right) == logic.isAnd() ? left : right;
    } catch (EvaluationException notNeededPerhaps) {
      return left;
    }
  }

  private Result lazy(Node.Call call) throws EvaluationException {
    if (call.function() == null) {
      throw thrown(Mistake.unknownFunction(call));
    }
    try {
      call.function().checkCount(call.arguments().size());
    } catch (NoValueException e) {
      throw thrown(Mistake.of(call, e));
    }
    if (call.is("now")) {
      return scope.now();
    }
    var first = evaluate(call.arguments().get(0));
    if (first instanceof Result.Unknown) {
      return call.is("has") ? KnownParts.none(first) : first;
    }
    var isThere = first instanceof Result.Known known && known.value() != null;
    return call.is("has")
        ? Result.of(isThere)
        : isThere ? first : evaluate(call.arguments().get(1));
  }

  /** Names on the way to another are not shown as seen: they are not what is used. */
  private Result path(Node node) throws EvaluationException {
    if (node instanceof Node.Name name) {
      return scope.root(name.name());
    }
    if (node instanceof Node.Member member) {
      return part(path(member.target()), member.target(), member.name(), member.named());
    }
    if (!(node instanceof Node.Index index)) {
      return evaluate(node);
    }
    var target = path(index.target());
    if (target instanceof Result.Missing
        || (target instanceof Result.Unknown unknown && unknown.part() == null)) {
      return target;
    }
    var key = value(index.key());
    if (!(key instanceof Result.Known by)) {
      return key;
    }
    if (target instanceof Result.Unknown unknown) {
      return partOf(unknown, by.value());
    }
    if (!(target instanceof Result.Known known)) {
      return target;
    }
    return by.value() instanceof String name && !(known.value() instanceof List<?>)
        ? part(target, index.target(), name, index.key().place())
        : element(index, known.value(), by.value());
  }

  private Result part(Result target, Node of, String name, Node.Place place)
      throws EvaluationException {
    if (target instanceof Result.Unknown unknown) {
      return partOf(unknown, name);
    }
    if (!(target instanceof Result.Known known)) {
      return target;
    }
    var value = known.value();
    if (value instanceof Namespace namespace) {
      return namespace.get(name);
    }
    if (value == null) {
      return new Result.Missing("`" + expression.written(of) + "` is null", null);
    }
    if (value instanceof Map<?, ?> map) {
      return map.containsKey(name) ? Result.of(map.get(name)) : noKey(map, name);
    }
    throw thrown(Mistake.noParts(place, Kind.of(value)));
  }

  /** Returns what is known of a part of something that is not known as a whole. */
  private static Result partOf(Result.Unknown whole, @Nullable Object key) {
    if (whole.part() instanceof Result.Part.Entries map && key instanceof String name) {
      var entry = map.entries().get(name);
      return entry == null ? noKey(map.entries(), name) : entry;
    }
    if (whole.part() instanceof Result.Part.Items list && key instanceof BigDecimal number) {
      var at = list.items().size() > number.intValue() ? number.intValue() : -1;
      return at < 0 || number.compareTo(BigDecimal.valueOf(at)) != 0 ? whole : list.items().get(at);
    }
    return whole;
  }

  private static Result noKey(Map<?, ?> map, String name) {
    var keys = map.keySet().stream().map(String::valueOf).toList();
    return new Result.Missing(
        "no key " + Words.name(name),
        Spelling.didYouMean(name, keys).orElse("`default(x, y)` is y where x is missing"));
  }

  private Result element(Node.Index index, @Nullable Object target, @Nullable Object key)
      throws EvaluationException {
    if (target == null) {
      return new Result.Missing("`" + expression.written(index.target()) + "` is null", null);
    }
    if (target instanceof Namespace) {
      throw thrown(Mistake.noElement(index, Kind.MAP, Kind.of(key)));
    }
    if (!(target instanceof List<?> list) || !(key instanceof BigDecimal number)) {
      throw thrown(Mistake.noElement(index, Kind.of(target), Kind.of(key)));
    }
    var at = number.signum() < 0 ? number.add(BigDecimal.valueOf(list.size())) : number;
    if (at.stripTrailingZeros().scale() > 0) {
      throw thrown(new Mistake(index.key().place(), "an element has a whole number", null));
    }
    return at.signum() >= 0 && at.compareTo(BigDecimal.valueOf(list.size())) < 0
        ? Result.of(list.get(at.intValue()))
        : new Result.Missing(
            "no element " + number.toPlainString() + ": the list has " + list.size(), null);
  }

  private Result computed(Node node) throws EvaluationException {
    var read = new IdentityHashMap<Node, Result>();
    read(node, read);
    return computed(node, read);
  }

  private void read(Node node, IdentityHashMap<Node, Result> read) throws EvaluationException {
    if (!Computation.isComputed(node)) {
      read.put(node, value(node));
      return;
    }
    for (var part : node.parts()) {
      read(part, read);
    }
  }

  /** What is known is computed even where the whole is not, so that a preview finds mistakes. */
  private Result computed(Node node, IdentityHashMap<Node, Result> read)
      throws EvaluationException {
    var unknown = unknown(node, read);
    if (unknown == null) {
      return Result.of(new Computation(expression.excerpt(), read).value(node));
    }
    if (!Computation.isComputed(node)) {
      return unknown;
    }
    var operands = new ArrayList<Result>();
    for (var part : node.parts()) {
      operands.add(computed(part, read));
    }
    return KnownParts.of(node, operands, unknown.after());
  }

  private static Result.@Nullable Unknown unknown(Node node, IdentityHashMap<Node, Result> read) {
    if (!Computation.isComputed(node)) {
      return read.get(node) instanceof Result.Unknown unknown ? unknown : null;
    }
    Result.Unknown all = null;
    for (var part : node.parts()) {
      var one = unknown(part, read);
      all = all == null ? one : one == null ? all : all.and(one);
    }
    return all;
  }
}
