package dev.runbook.expression;

import dev.runbook.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions as the page on the language says, as plainly as possible and without a line
 * of the engine's evaluator: what the engine is compared with.
 */
final class PlainEvaluator {
  private final Map<String, @Nullable Object> names;

  /**
   * @param names values; a {@link Not} stands for one that is unknown or missing
   */
  PlainEvaluator(Map<String, @Nullable Object> names) {
    this.names = names;
  }

  /** A tree: a name or literal without parts, an operator or function with parts. */
  record Tree(String what, @Nullable Object value, List<Tree> parts) {
    static Tree literal(@Nullable Object value) {
      return new Tree("literal", value, List.of());
    }

    static Tree of(String what, Tree... parts) {
      return new Tree(what, null, List.of(parts));
    }
  }

  /** No value: an error, something missing, or something unknown after steps. */
  record Not(String why, TreeSet<String> after) {
    static final Not ERROR = new Not("error", new TreeSet<>());
    static final Not MISSING = new Not("missing", new TreeSet<>());

    static Not unknown(String... after) {
      return new Not("unknown", new TreeSet<>(List.of(after)));
    }

    boolean isUnknown() {
      return why.equals("unknown");
    }
  }

  /** Returns the value; a missing one is an error. */
  @Nullable Object value(Tree tree) {
    var value = evaluate(tree);
    return value == Not.MISSING ? Not.ERROR : value;
  }

  private @Nullable Object evaluate(Tree tree) {
    return switch (tree.what()) {
      case "literal" -> tree.value();
      case "name" -> names.get(String.valueOf(tree.value()));
      case "member" -> member(evaluate(tree.parts().get(0)), String.valueOf(tree.value()));
      case "index" -> index(tree);
      case "and" -> logic(tree, true);
      case "or" -> logic(tree, false);
      case "not" -> not(bool(tree.parts().get(0)));
      case "?" -> choice(tree);
      case "default", "has" -> lazy(tree);
      default -> strict(tree);
    };
  }

  private static @Nullable Object member(@Nullable Object target, String name) {
    if (target instanceof Not) {
      return target;
    }
    if (target == null) {
      return Not.MISSING;
    }
    if (target instanceof Map<?, ?> map) {
      return map.containsKey(name) ? map.get(name) : Not.MISSING;
    }
    return Not.ERROR;
  }

  private @Nullable Object index(Tree tree) {
    var target = evaluate(tree.parts().get(0));
    if (target instanceof Not) {
      return target;
    }
    var key = value(tree.parts().get(1));
    if (key instanceof Not) {
      return key;
    }
    if (target instanceof List<?> list && key instanceof BigDecimal number) {
      if (number.remainder(BigDecimal.ONE).signum() != 0) {
        return Not.ERROR;
      }
      var at = number.intValue() < 0 ? number.intValue() + list.size() : number.intValue();
      return at >= 0 && at < list.size() ? list.get(at) : Not.MISSING;
    }
    if (target == null) {
      return Not.MISSING;
    }
    return target instanceof Map<?, ?> && key instanceof String name
        ? member(target, name)
        : Not.ERROR;
  }

  private Object bool(Tree tree) {
    var value = value(tree);
    return value instanceof Boolean || value instanceof Not ? value : Not.ERROR;
  }

  private static Object not(Object value) {
    return value instanceof Boolean yes ? !yes : value;
  }

  private Object logic(Tree tree, boolean and) {
    var left = bool(tree.parts().get(0));
    if (left == Not.ERROR || (left instanceof Boolean yes && yes != and)) {
      return left;
    }
    var right = bool(tree.parts().get(1));
    if (left instanceof Boolean) {
      return right;
    }
    if (right instanceof Boolean yes) {
      return yes == and ? left : right;
    }
    return right == Not.ERROR ? left : union((Not) left, (Not) right);
  }

  private static Not union(Not a, Not b) {
    var after = new TreeSet<>(a.after());
    after.addAll(b.after());
    return new Not("unknown", after);
  }

  private @Nullable Object choice(Tree tree) {
    var condition = bool(tree.parts().get(0));
    return condition instanceof Boolean yes ? evaluate(tree.parts().get(yes ? 1 : 2)) : condition;
  }

  private @Nullable Object lazy(Tree tree) {
    var first = evaluate(tree.parts().get(0));
    if (first == Not.ERROR || (first instanceof Not not && not.isUnknown())) {
      return first;
    }
    var isThere = first != null && first != Not.MISSING;
    if (tree.what().equals("has")) {
      return isThere;
    }
    return isThere ? first : evaluate(tree.parts().get(1));
  }

  private @Nullable Object strict(Tree tree) {
    var values = new ArrayList<@Nullable Object>();
    Not unknown = null;
    var isWrong = false;
    for (var part : tree.parts()) {
      var value = value(part);
      isWrong |= value == Not.ERROR;
      if (value instanceof Not not && not.isUnknown()) {
        unknown = unknown == null ? not : union(unknown, not);
      }
      values.add(value);
    }
    if (isWrong) {
      return Not.ERROR;
    }
    if (unknown != null) {
      return unknown;
    }
    try {
      return tree.what().equals("map") ? map(tree, values) : apply(tree.what(), values);
    } catch (IllegalArgumentException
        | ArithmeticException
        | ClassCastException
        | IndexOutOfBoundsException
        | NullPointerException e) {
      return Not.ERROR;
    }
  }

  private static Object map(Tree tree, List<@Nullable Object> values) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    var keys = (List<?>) Objects.requireNonNull(tree.value());
    for (var i = 0; i < values.size(); i++) {
      map.put((String) keys.get(i), values.get(i));
    }
    return map;
  }

  private static @Nullable Object apply(String what, List<@Nullable Object> v) {
    return switch (what) {
      case "list" -> new ArrayList<>(v);
      case "minus" -> plain(number(v.get(0)).negate());
      case "==" -> equal(v.get(0), v.get(1));
      case "!=" -> !equal(v.get(0), v.get(1));
      case "<" -> compare(v.get(0), v.get(1)) < 0;
      case "<=" -> compare(v.get(0), v.get(1)) <= 0;
      case ">" -> compare(v.get(0), v.get(1)) > 0;
      case ">=" -> compare(v.get(0), v.get(1)) >= 0;
      case "in" -> in(v.get(0), v.get(1));
      case "not in" -> !in(v.get(0), v.get(1));
      case "+" -> plus(v.get(0), v.get(1));
      case "-" -> minus(v.get(0), v.get(1));
      case "*" -> times(v.get(0), v.get(1));
      case "/" -> divided(v.get(0), number(v.get(1)));
      case "%" -> plain(number(v.get(0)).remainder(number(v.get(1))));
      default -> call(what, v);
    };
  }

  private static BigDecimal number(@Nullable Object value) {
    return (BigDecimal) check(value);
  }

  private static Object check(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("null");
    }
    return value;
  }

  private static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }

  private static BigDecimal divide(BigDecimal a, BigDecimal b) {
    return plain(a.divide(b, new MathContext(34, RoundingMode.HALF_UP)));
  }

  private static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a != null && b != null && !kind(a).equals(kind(b))) {
      throw new IllegalArgumentException("types");
    }
    return same(a, b);
  }

  private static String kind(@Nullable Object value) {
    return value instanceof List
        ? "list"
        : value instanceof Map ? "map" : value == null ? "null" : value.getClass().getName();
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y) == 0;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      var isSame = x.size() == y.size();
      for (var i = 0; isSame && i < x.size(); i++) {
        isSame = same(x.get(i), y.get(i));
      }
      return isSame;
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet())
          && x.keySet().stream().allMatch(key -> same(x.get(key), y.get(key)));
    }
    return a == null ? b == null : a.equals(b);
  }

  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y);
    }
    if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y);
    }
    if (a instanceof Duration x && b instanceof Duration y) {
      return x.compareTo(y);
    }
    return ((Instant) check(a)).compareTo((Instant) check(b));
  }

  private static boolean in(@Nullable Object part, @Nullable Object whole) {
    if (whole instanceof String text) {
      return text.contains((String) check(part));
    }
    if (whole instanceof Map<?, ?> map) {
      return map.containsKey((String) check(part));
    }
    var isOfKind = part == null;
    var isMixed = false;
    for (var item : (List<?>) check(whole)) {
      if (same(item, part)) {
        return true;
      }
      isOfKind |= kind(item).equals(kind(part));
      isMixed |= item != null;
    }
    if (!isOfKind && isMixed) {
      throw new IllegalArgumentException("no element of that type");
    }
    return false;
  }

  private static Object plus(@Nullable Object a, @Nullable Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return plain(x.add(y));
    }
    if (a instanceof String x && b instanceof String y) {
      return x + y;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      var both = new ArrayList<@Nullable Object>(x);
      both.addAll(y);
      return both;
    }
    if (a instanceof Duration x && b instanceof Duration y) {
      return x.plus(y);
    }
    return a instanceof Duration x && b instanceof Instant y
        ? y.plus(x)
        : ((Instant) check(a)).plus((Duration) check(b));
  }

  private static Object minus(@Nullable Object a, @Nullable Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return plain(x.subtract(y));
    }
    if (a instanceof Duration x && b instanceof Duration y) {
      return x.minus(y);
    }
    return a instanceof Instant x && b instanceof Instant y
        ? Duration.between(y, x)
        : ((Instant) check(a)).minus((Duration) check(b));
  }

  private static Object times(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Duration duration) {
      return duration(seconds(duration).multiply(number(b)));
    }
    return b instanceof Duration ? times(b, a) : plain(number(a).multiply(number(b)));
  }

  private static Object divided(@Nullable Object a, BigDecimal b) {
    return a instanceof Duration duration
        ? duration(seconds(duration).divide(b, new MathContext(34, RoundingMode.HALF_UP)))
        : divide(number(a), b);
  }

  private static BigDecimal seconds(Duration duration) {
    return new BigDecimal(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
  }

  private static Duration duration(BigDecimal seconds) {
    var nanos = seconds.movePointRight(9).setScale(0, RoundingMode.DOWN).toBigInteger();
    var billion = BigDecimal.TEN.pow(9).toBigInteger();
    if (seconds.abs().compareTo(new BigDecimal(86_400_000_000L)) > 0) {
      throw new ArithmeticException("too long");
    }
    return Duration.ofSeconds(
        nanos.divide(billion).longValueExact(), nanos.remainder(billion).longValueExact());
  }

  private static @Nullable Object call(String name, List<@Nullable Object> v) {
    return switch (name) {
      case "len" -> BigDecimal.valueOf(length(v.get(0)));
      case "join" -> join((List<?>) check(v.get(0)), (String) check(v.get(1)));
      case "split" -> split((String) check(v.get(0)), (String) check(v.get(1)));
      case "contains" -> in(v.get(1), v.get(0));
      case "matches" -> ((String) check(v.get(0))).matches((String) check(v.get(1)));
      case "replace" -> replace(v);
      case "lower" -> ((String) check(v.get(0))).toLowerCase(Locale.ROOT);
      case "upper" -> ((String) check(v.get(0))).toUpperCase(Locale.ROOT);
      case "trim" -> ((String) check(v.get(0))).trim();
      case "json" -> Json.write(v.get(0));
      case "duration" -> duration((String) check(v.get(0)));
      case "keys" -> new ArrayList<>(((Map<?, ?>) check(v.get(0))).keySet());
      case "values" -> new ArrayList<>(((Map<?, ?>) check(v.get(0))).values());
      case "date" ->
          DateTimeFormatter.ofPattern((String) check(v.get(1)), Locale.ENGLISH)
              .withZone(ZoneId.of((String) check(v.get(2))))
              .format((Instant) check(v.get(0)));
      case "quote" -> quote(check(v.get(0)));
      case "round" -> plain(number(v.get(0)).setScale(digits(v), RoundingMode.HALF_UP));
      case "range" -> range(number(v.get(0)), number(v.get(1)));
      default -> list(name, (List<?>) check(v.get(0)), v);
    };
  }

  private static int length(@Nullable Object value) {
    return value instanceof String text
        ? (int) text.codePoints().count()
        : value instanceof Map<?, ?> map ? map.size() : ((List<?>) check(value)).size();
  }

  private static String join(List<?> list, String separator) {
    var texts = new ArrayList<String>();
    for (var item : list) {
      texts.add(item instanceof BigDecimal number ? number.toPlainString() : text(check(item)));
    }
    return String.join(separator, texts);
  }

  private static String text(Object item) {
    if (item instanceof List || item instanceof Map) {
      throw new IllegalArgumentException("no scalar");
    }
    return Values.text(item);
  }

  private static List<String> split(String text, String separator) {
    if (separator.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    var parts = new ArrayList<String>();
    var rest = text;
    while (rest.contains(separator)) {
      parts.add(rest.substring(0, rest.indexOf(separator)));
      rest = rest.substring(rest.indexOf(separator) + separator.length());
    }
    if (!text.isEmpty()) {
      parts.add(rest);
    }
    return parts;
  }

  private static String replace(List<@Nullable Object> v) {
    var old = (String) check(v.get(1));
    if (old.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return ((String) check(v.get(0))).replace(old, (String) check(v.get(2)));
  }

  private static Duration duration(String text) {
    return switch (text) {
      case "90s" -> Duration.ofSeconds(90);
      case "1h30m" -> Duration.ofMinutes(90);
      default -> throw new IllegalArgumentException("no duration");
    };
  }

  private static String quote(Object value) {
    var text = value instanceof BigDecimal number ? number.toPlainString() : (String) value;
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static int digits(List<@Nullable Object> v) {
    return v.size() == 1 ? 0 : number(v.get(1)).intValueExact();
  }

  private static List<BigDecimal> range(BigDecimal from, BigDecimal to) {
    var all = new ArrayList<BigDecimal>();
    for (var i = from.intValueExact(); i < to.intValueExact(); i++) {
      all.add(BigDecimal.valueOf(i));
    }
    return all;
  }

  private static @Nullable Object list(String name, List<?> list, List<@Nullable Object> v) {
    return switch (name) {
      case "min" -> extreme(list, -1);
      case "max" -> extreme(list, 1);
      case "sum" -> plain(sum(list));
      case "mean" -> divide(sum(list), BigDecimal.valueOf(list.size()));
      case "pluck" -> plucked(list, (String) check(v.get(1)));
      case "compact" -> list.stream().filter(item -> item != null).toList();
      case "sort" -> sort(list);
      case "unique" -> unique(list);
      default -> throw new IllegalStateException(name);
    };
  }

  private static BigDecimal extreme(List<?> list, int sign) {
    var best = number(list.get(0));
    for (var item : list) {
      if (number(item).compareTo(best) == sign) {
        best = number(item);
      }
    }
    return best;
  }

  private static BigDecimal sum(List<?> list) {
    var sum = BigDecimal.ZERO;
    for (var item : list) {
      sum = sum.add(number(item));
    }
    return sum;
  }

  private static List<?> plucked(List<?> list, String name) {
    var found = new ArrayList<@Nullable Object>();
    list.forEach(item -> found.add(pluck(item, name)));
    return found;
  }

  private static @Nullable Object pluck(@Nullable Object item, String name) {
    var map = (Map<?, ?>) check(item);
    if (!map.containsKey(name)) {
      throw new IllegalArgumentException("no key");
    }
    return map.get(name);
  }

  private static List<?> sort(List<?> list) {
    list.forEach(item -> compare(item, list.get(0)));
    return list.stream().sorted(PlainEvaluator::compare).toList();
  }

  private static List<?> unique(List<?> list) {
    var found = new ArrayList<@Nullable Object>();
    for (var item : list) {
      if (found.stream().noneMatch(other -> same(other, item))) {
        found.add(item);
      }
    }
    return found;
  }
}
