package dev.runbook.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions that work on numbers. */
final class Numbers {
  private static final BigDecimal MOST_DIGITS = BigDecimal.valueOf(100);

  private Numbers() {}

  /** Returns the least, or, with the sign -1, the greatest; of equal ones the first. */
  static BigDecimal least(List<?> numbers, int sign) throws NoValueException {
    BigDecimal least = null;
    for (var item : numbers) {
      var number = (BigDecimal) item;
      if (least == null || number.compareTo(least) * sign < 0) {
        least = number;
      }
    }
    return notEmpty(least);
  }

  private static BigDecimal notEmpty(@Nullable BigDecimal number) throws NoValueException {
    if (number == null) {
      throw new NoValueException(0, "the list is empty", "ask first: `len(x) > 0 ? .. : ..`");
    }
    return number;
  }

  static BigDecimal sum(List<?> numbers) throws NoValueException {
    var sum = BigDecimal.ZERO;
    for (var number : numbers) {
      sum = sum.add((BigDecimal) number);
    }
    return Arithmetic.computed(sum);
  }

  static BigDecimal mean(List<?> numbers) throws NoValueException {
    notEmpty(numbers.isEmpty() ? null : BigDecimal.ONE);
    return Arithmetic.quotient(sum(numbers), BigDecimal.valueOf(numbers.size()));
  }

  static BigDecimal round(BigDecimal number, @Nullable BigDecimal digits) throws NoValueException {
    var scale = digits == null ? BigDecimal.ZERO : whole(digits, 1);
    if (scale.abs().compareTo(MOST_DIGITS) > 0) {
      throw new NoValueException(1, "`digits` is at most 100", null);
    }
    return Arithmetic.computed(number.setScale(scale.intValue(), RoundingMode.HALF_UP));
  }

  static List<BigDecimal> range(BigDecimal from, @Nullable BigDecimal to) throws NoValueException {
    var first = whole(from, 0);
    var end = whole(to == null ? BigDecimal.ZERO : to, 1);
    Weight.check(end.subtract(first));
    var numbers = new ArrayList<BigDecimal>();
    for (var number = first; number.compareTo(end) < 0; number = number.add(BigDecimal.ONE)) {
      numbers.add(number);
    }
    return Collections.unmodifiableList(numbers);
  }

  private static BigDecimal whole(BigDecimal number, int argument) throws NoValueException {
    var computed = Arithmetic.computed(number);
    if (computed.scale() > 0) {
      throw new NoValueException(argument, "this wants a whole number", "`round(x)` makes one");
    }
    return computed;
  }
}
