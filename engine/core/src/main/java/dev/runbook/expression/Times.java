package dev.runbook.expression;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions that work on times. */
final class Times {
  private Times() {}

  static String date(Object instant, @Nullable String pattern, @Nullable String zone)
      throws NoValueException {
    var formatter = formatter(String.valueOf(pattern));
    try {
      return formatter.withZone(zone(zone)).format((Instant) instant);
    } catch (DateTimeException e) {
      throw new NoValueException(1, "a date has no such part", "write such as 'yyyy-MM-dd HH:mm'");
    }
  }

  static DateTimeFormatter formatter(String pattern) throws NoValueException {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    } catch (RuntimeException e) {
      // Also ClassCastException, which Java does not tell of: for 'peq q bbb', found by the fuzzer.
      throw new NoValueException(
          1, "this is no pattern of a date", "write such as 'yyyy-MM-dd HH:mm'");
    }
  }

  static ZoneId zone(@Nullable String zone) throws NoValueException {
    try {
      return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new NoValueException(
          2, "there is no such time zone", "write such as 'UTC' or 'Europe/Paris'");
    }
  }

  static Duration duration(String text) throws NoValueException {
    try {
      return DurationText.read(text);
    } catch (IllegalArgumentException e) {
      throw new NoValueException(
          0, "this text is not a duration", "write it like 90s, 15m or 1h30m");
    }
  }
}
