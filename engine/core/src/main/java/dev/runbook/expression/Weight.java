package dev.runbook.expression;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps computed values within bounds: under 1 MiB, at most 200 lists and maps deep. */
final class Weight {
  static final int MOST = 1024 * 1024;
  private static final int DEEPEST = 200;

  private Weight() {}

  static void check(long characters) throws NoValueException {
    if (characters >= MOST) {
      throw tooLarge();
    }
  }

  static void check(BigDecimal count) throws NoValueException {
    if (count.compareTo(BigDecimal.valueOf(MOST)) >= 0) {
      throw tooLarge();
    }
  }

  static void check(CharSequence text) throws NoValueException {
    check(text.length());
  }

  /** Refuses a value that is too large or too deep. */
  static void check(@Nullable Object value) throws NoValueException {
    weigh(value, 0, DEEPEST);
  }

  private static long weigh(@Nullable Object value, long before, int depth)
      throws NoValueException {
    if (depth == 0 && (value instanceof List<?> || value instanceof Map<?, ?>)) {
      throw new NoValueException("lists and maps stand more than 200 deep in each other", null);
    }
    var weight = before + 1;
    if (value instanceof String text) {
      weight += text.length();
    } else if (value instanceof BigDecimal number) {
      weight += number.precision();
    } else if (value instanceof List<?> list) {
      for (var item : list) {
        weight = weigh(item, weight, depth - 1);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (var entry : map.entrySet()) {
        weight = weigh(entry.getKey(), weight, depth - 1);
        weight = weigh(entry.getValue(), weight, depth - 1);
      }
    }
    check(weight);
    return weight;
  }

  private static NoValueException tooLarge() {
    return new NoValueException("the value is larger than 1 MiB", null);
  }
}
