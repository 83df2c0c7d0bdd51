package dev.runbook.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares values. Numbers are equal whatever their scale, in lists and maps too. */
final class Comparing {
  private Comparing() {}

  static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
      return a.compareTo(b) == 0;
    }
    if (left == null || right == null) {
      return left == null && right == null;
    }
    return canonical(left).equals(canonical(right));
  }

  /** Returns a value that equals another's if the two are equal; for null a value of its own. */
  static Object canonical(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    if (value instanceof List<?> list) {
      var items = new ArrayList<>(list.size());
      list.forEach(item -> items.add(canonical(item)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      var entries = new LinkedHashMap<Object, Object>();
      map.forEach((key, one) -> entries.put(key, canonical(one)));
      return entries;
    }
    return value == null ? Kind.NULL : value;
  }

  /** Compares two values of the same kind; texts by the codes of their characters. */
  @SuppressWarnings("unchecked")
  static int compare(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }

  /** Returns whether a text, list or map holds a text, an element or a key. */
  static boolean contains(Object whole, @Nullable Object part) throws NoValueException {
    if (whole instanceof String text) {
      return text.contains(String.valueOf(part));
    }
    return whole instanceof Map<?, ?> map ? map.containsKey(part) : inList((List<?>) whole, part);
  }

  private static boolean inList(List<?> list, @Nullable Object part) throws NoValueException {
    var kinds = new ArrayList<Kind>();
    for (var item : list) {
      if (equal(item, part)) {
        return true;
      }
      if (item != null) {
        kinds.add(Kind.of(item));
      }
    }
    if (part != null && !kinds.isEmpty() && !kinds.contains(Kind.of(part))) {
      throw neverEqual(Kind.of(part), kinds.get(0));
    }
    return false;
  }

  static NoValueException neverEqual(Kind part, Kind item) {
    return new NoValueException(
        "the list holds no " + part.noun() + " but " + item.phrase(),
        "a value is equal only to one of its own type");
  }
}
