package dev.runbook.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads an instant as {@link Instant#toString} writes it. The general way would take half the time
 * of reading a journal.
 */
final class InstantText {
  private static final String SHAPE = "0000-00-00T00:00:00.000000000";
  private static final int TO_SECONDS = 19;

  private InstantText() {}

  /**
   * Returns the instant.
   *
   * @throws java.time.DateTimeException if it is none
   */
  static Instant parse(String text) {
    var end = text.length() - 1;
    var isUsual = end > TO_SECONDS + 1 && end <= SHAPE.length() && text.charAt(end) == 'Z';
    for (var i = 0; i < end && isUsual; i++) {
      var one = text.charAt(i);
      var isDigit = one >= '0' && one <= '9';
      isUsual = SHAPE.charAt(i) == '0' ? isDigit : one == SHAPE.charAt(i);
    }
    try {
      return isUsual ? usual(text, end) : Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.parse(text); // it takes the end of a day and a leap second, too
    }
  }

  private static Instant usual(String text, int end) {
    var seconds =
        LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19))
            .toEpochSecond(ZoneOffset.UTC);
    var nanos = number(text, TO_SECONDS + 1, end);
    for (var digits = end; digits < SHAPE.length(); digits++) {
      nanos *= 10;
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static int number(String text, int from, int to) {
    var number = 0;
    for (var i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
