package dev.runbook.load;

import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Values;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks durations that are written out. */
final class Durations {
  private static final Pattern IN_WORDS =
      Pattern.compile(
          "(\\d+(?:\\.\\d+)?)\\s*(ms|milli\\w*|d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)");

  private static final Pattern WRITTEN = Pattern.compile("(\\d+(\\.\\d+)?(ms|[dhms]))+");

  private Durations() {}

  static boolean isPositive(String text) {
    return WRITTEN.matcher(text).matches() && text.matches(".*[1-9].*") && isReadable(text);
  }

  private static boolean isReadable(String text) {
    try {
      Values.duration(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns how it is written, for a text that is none. */
  static String hint(String text) {
    if (WRITTEN.matcher(text).matches() && text.matches(".*[1-9].*")) {
      return "the largest unit stands first, each at most once, and it is at most `100000d`";
    }
    var words = IN_WORDS.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (words.matches() && !words.group(1).matches("[0.]+")) {
      var unit =
          words.group(2).startsWith("m")
                  && !words.group(2).startsWith("mi")
                  && words.group(2).length() > 1
              ? "ms"
              : words.group(2).startsWith("milli") ? "ms" : words.group(2).substring(0, 1);
      return "write " + Words.name(words.group(1) + unit);
    }
    if (text.matches("[1-9]\\d{0,9}")) {
      return "name the unit: `" + text + "s`, `" + text + "m` or `" + text + "h`";
    }
    return "a duration is more than nothing, written such as `30s`, `15m` or `1h30m`";
  }
}
