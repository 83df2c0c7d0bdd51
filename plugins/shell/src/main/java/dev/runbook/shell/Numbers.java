package dev.runbook.shell;

import java.math.BigDecimal;
import java.util.Optional;

/** The numbers of runbooks: exact, and small enough that computing with them is no trap. */
final class Numbers {
  private static final int MOST_DIGITS = 1000;
  private static final long LARGEST_EXPONENT = 1000;

  private Numbers() {}

  /** Returns the number that a text says; empty if it is none, or too large. */
  static Optional<BigDecimal> of(String text) {
    try {
      return Optional.of(new BigDecimal(text)).filter(Numbers::fits);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static boolean fits(BigDecimal number) {
    var exponent = (long) number.precision() - number.scale() - 1;
    return number.precision() <= MOST_DIGITS && Math.abs(exponent) <= LARGEST_EXPONENT;
  }
}
