package dev.runbook.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Durations and instants as people read them: two units are enough. */
public final class Times {
  private static final int DAY = 24;

  private Times() {}

  /** Returns such as {@code 3s}, {@code 2min 10s}, {@code 1h 50min}, {@code 3d 2h}. */
  public static String text(Duration duration) {
    if (duration.toDays() > 0) {
      return two(duration.toDays(), "d", duration.toHours() % DAY, "h");
    }
    if (duration.toHours() > 0) {
      return two(duration.toHours(), "h", duration.toMinutesPart(), "min");
    }
    if (duration.toMinutes() > 0) {
      return two(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
    }
    return Math.max(0, duration.toSeconds()) + "s";
  }

  /** As {@link #text}, but nothing for what took less than a second. */
  static String ifAny(Duration duration) {
    return duration.toSeconds() > 0 ? text(duration) : "";
  }

  private static String two(long first, String unit, long second, String lower) {
    return first + unit + (second == 0 ? "" : " " + second + lower);
  }

  /** Returns the time of day, with the date where that is not today's. */
  static String clock(Instant instant, Instant now) {
    var there = instant.atZone(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES);
    var time = there.toLocalTime().toString();
    var today = now.atZone(ZoneId.systemDefault()).toLocalDate();
    return there.toLocalDate().equals(today) ? time : there.toLocalDate() + " " + time;
  }

  /** Returns the date and the time of day. */
  public static String date(Instant instant) {
    var there = instant.atZone(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES);
    return there.toLocalDate() + " " + there.toLocalTime();
  }

  /**
   * Returns what happens at a gate if nobody decides.
   *
   * @param choice what holds then; null if the step fails
   */
  static String unlessDecided(Instant closes, @Nullable String choice, Instant now) {
    return "nobody " + ahead(closes, now) + ": " + (choice == null ? "fails" : choice);
  }

  /** Returns such as {@code in 15s} or {@code in 3h, at 14:05}. */
  static String ahead(Instant instant, Instant now) {
    var left = Duration.between(now, instant).plusMillis(500);
    var soon = left.compareTo(Duration.ofMinutes(2)) < 0;
    return left.toSeconds() == 0
        ? "in a moment"
        : "in " + text(left) + (soon ? "" : ", at " + clock(instant, now));
  }
}
