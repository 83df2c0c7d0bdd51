package dev.runbook.expression;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Durations as operators write them. */
final class DurationText {
  private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");
  private static final List<BigDecimal> SECONDS =
      List.of(number("86400"), number("3600"), number("60"), BigDecimal.ONE, number("0.001"));
  private static final int LONGEST = 40;

  /** 100000 days: what is longer does not fit into a number of nanoseconds. */
  private static final BigDecimal MOST = number("8640000000");

  private DurationText() {}

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  static String write(Duration duration) {
    if (duration.isNegative()) {
      return "-" + write(duration.negated());
    }
    if (duration.isZero()) {
      return "0s";
    }
    var text = new StringBuilder();
    add(text, duration.toDays(), "d");
    add(text, duration.toHoursPart(), "h");
    add(text, duration.toMinutesPart(), "m");
    var rest = seconds(duration.toSecondsPart(), duration.toNanosPart());
    if (text.length() == 0 && rest.compareTo(BigDecimal.ONE) < 0) {
      return plain(rest.movePointRight(3)) + "ms";
    }
    return rest.signum() == 0 ? text.toString() : text + plain(rest) + "s";
  }

  private static void add(StringBuilder text, long number, String unit) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }

  /** Returns a duration as a number of seconds. */
  static BigDecimal seconds(Duration duration) {
    return seconds(duration.getSeconds(), duration.getNano());
  }

  private static BigDecimal seconds(long seconds, long nanos) {
    return BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9));
  }

  /**
   * Returns a duration of so many seconds, rounded down to nanoseconds.
   *
   * @throws ArithmeticException if it is longer than any
   */
  static Duration ofSeconds(BigDecimal seconds) {
    if (seconds.abs().compareTo(MOST) > 0) {
      throw new ArithmeticException("a duration is at most 100000 days");
    }
    return Duration.ofNanos(0)
        .plusSeconds(seconds.longValue())
        .plusNanos(seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  static Duration read(String text) {
    var total = BigDecimal.ZERO;
    var unit = -1;
    var at = 0;
    while (at < text.length() && text.length() <= LONGEST) {
      var end = past(text, at, "0123456789.");
      var next = past(text, end, "dhms");
      var found = UNITS.indexOf(text.substring(end, next));
      if (found <= unit || !isNumber(text.substring(at, end))) {
        throw noDuration();
      }
      unit = found;
      total = total.add(number(text.substring(at, end)).multiply(SECONDS.get(found)));
      at = next;
    }
    if (unit < 0 || total.compareTo(MOST) > 0) {
      throw noDuration();
    }
    return ofSeconds(total);
  }

  private static int past(String text, int from, String characters) {
    var at = from;
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isNumber(String text) {
    var point = text.indexOf('.');
    return !text.isEmpty()
        && point != 0
        && point != text.length() - 1
        && point == text.lastIndexOf('.');
  }

  private static IllegalArgumentException noDuration() {
    return new IllegalArgumentException("not a duration: write it like 90s, 15m or 1h30m");
  }
}
