package dev.runbook.json;

import java.math.BigDecimal;

/** What is refused, so that a small text cannot become a lot of work. */
final class Bounds {
  static final int DEEPEST = 200;
  private static final int MOST_DIGITS = 1000;
  private static final long LARGEST_EXPONENT = 1000;

  private Bounds() {}

  static boolean holds(BigDecimal number) {
    var exponent = (long) number.precision() - number.scale() - 1;
    return number.precision() <= MOST_DIGITS && Math.abs(exponent) <= LARGEST_EXPONENT;
  }
}
