package dev.runbook.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes with numbers, texts, lists and times. Numbers are exact, and bounded as in JSON. */
final class Arithmetic {
  static final String TOO_MANY_DIGITS = "a number has at most 1000 digits";
  private static final int DIGITS = 1000;

  /** What a division rounds to: the 34 digits of IEEE 754 decimal128, half up. */
  private static final MathContext ROUNDED = new MathContext(34, RoundingMode.HALF_UP);

  private Arithmetic() {}

  static boolean isBounded(BigDecimal number) {
    return number.precision() <= DIGITS
        && Math.abs((long) number.precision() - number.scale() - 1) <= DIGITS;
  }

  /** Returns a computed number: without trailing zeros and without exponent. */
  static BigDecimal computed(BigDecimal number) throws NoValueException {
    var stripped = number.stripTrailingZeros();
    if (stripped.precision() - (long) stripped.scale() > DIGITS || stripped.scale() > DIGITS) {
      throw new NoValueException(TOO_MANY_DIGITS, null);
    }
    var plain = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    if (plain.precision() > DIGITS) {
      throw new NoValueException(TOO_MANY_DIGITS, null);
    }
    return plain;
  }

  static BigDecimal number(@Nullable Object value) throws NoValueException {
    if (value instanceof BigDecimal number) {
      return number;
    }
    throw new NoValueException("this is no number", null);
  }

  static Object plus(Object left, Object right) throws NoValueException {
    if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
      return computed(a.add(b));
    }
    if (left instanceof String a && right instanceof String b) {
      return a.concat(b);
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      var both = new ArrayList<@Nullable Object>(a);
      both.addAll(b);
      return Collections.unmodifiableList(both);
    }
    return left instanceof Duration && right instanceof Instant
        ? moved(right, left, 1)
        : moved(left, right, 1);
  }

  static Object minus(Object left, Object right) throws NoValueException {
    if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
      return computed(a.subtract(b));
    }
    return left instanceof Instant a && right instanceof Instant b
        ? Duration.between(b, a)
        : moved(left, right, -1);
  }

  private static Object moved(Object start, Object by, int sign) throws NoValueException {
    var duration = ((Duration) by).multipliedBy(sign);
    try {
      return start instanceof Instant instant
          ? instant.plus(duration)
          : ((Duration) start).plus(duration);
    } catch (ArithmeticException | DateTimeException e) {
      throw new NoValueException("this is beyond all times", null);
    }
  }

  static Object times(Object left, Object right) throws NoValueException {
    if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
      return computed(a.multiply(b));
    }
    return left instanceof Duration duration
        ? duration(DurationText.seconds(duration).multiply((BigDecimal) right))
        : times(right, left);
  }

  static Object divided(Object left, Object right) throws NoValueException {
    var by = divisor(right);
    return left instanceof Duration duration
        ? duration(DurationText.seconds(duration).divide(by, ROUNDED))
        : quotient((BigDecimal) left, by);
  }

  static BigDecimal quotient(BigDecimal number, BigDecimal by) throws NoValueException {
    return computed(number.divide(by, ROUNDED));
  }

  /** The sign is that of the left operand. */
  static Object remainder(Object left, Object right) throws NoValueException {
    return computed(((BigDecimal) left).remainder(divisor(right)));
  }

  private static BigDecimal divisor(Object right) throws NoValueException {
    if (right instanceof BigDecimal number && number.signum() != 0) {
      return number;
    }
    throw new NoValueException("nothing can be divided by zero", null);
  }

  private static Duration duration(BigDecimal seconds) throws NoValueException {
    try {
      return DurationText.ofSeconds(seconds);
    } catch (ArithmeticException e) {
      throw new NoValueException("a duration is at most 100000 days", null);
    }
  }
}
