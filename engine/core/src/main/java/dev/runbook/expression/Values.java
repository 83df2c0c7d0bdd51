package dev.runbook.expression;

import dev.runbook.json.CutText;
import dev.runbook.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the values of runbooks are called and how they are written as text. */
public final class Values {
  private Values() {}

  /**
   * Returns "text", "number", "boolean", "list", "map", "duration", "instant" or "null"; "cut text"
   * for a {@link CutText}.
   */
  public static String typeName(@Nullable Object value) {
    return Kind.of(value).noun();
  }

  /**
   * Returns a value as it stands in a text: numbers plainly, durations as 1h30m, lists and maps as
   * JSON.
   */
  public static String text(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Duration duration) {
      return text(duration);
    }
    if (value instanceof CutText cut) {
      return cut.kept();
    }
    return value instanceof Collection<?> || value instanceof Map<?, ?>
        ? Json.write(value)
        : String.valueOf(value);
  }

  /** Returns a duration as an operator writes it: {@code 1h30m}, {@code 1.5s}, {@code 500ms}. */
  public static String text(Duration duration) {
    return DurationText.write(duration);
  }

  /**
   * Reads a duration: numbers with {@code d h m s ms}, largest first, such as {@code 1h30m} or
   * {@code 1.5s}.
   *
   * @throws IllegalArgumentException if the text is none; the message is for operators
   */
  public static Duration duration(String text) {
    return DurationText.read(text);
  }

  /**
   * Returns any Java value as one of the values of runbooks: numbers exactly, paths and URIs as
   * text, enums as text in lower case, an empty {@link Optional} as null.
   *
   * @throws IllegalArgumentException for a value of another class, and for no number
   */
  public static @Nullable Object of(@Nullable Object java) {
    if (java instanceof Number number) {
      return number(number);
    }
    if (java instanceof Path || java instanceof URI || java instanceof Character) {
      return java.toString();
    }
    if (java instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
    if (java instanceof Optional<?> optional) {
      return of(optional.orElse(null));
    }
    return java instanceof Collection<?> || java instanceof Map<?, ?> ? parts(java) : plain(java);
  }

  private static @Nullable Object plain(@Nullable Object java) {
    if (java == null
        || java instanceof String
        || java instanceof Boolean
        || java instanceof Duration
        || java instanceof Instant
        || java instanceof CutText) {
      return java;
    }
    throw new IllegalArgumentException("not a value: " + java.getClass().getName());
  }

  private static Object parts(Object java) {
    if (java instanceof Collection<?> items) {
      var list = new ArrayList<@Nullable Object>(items.size());
      items.forEach(item -> list.add(of(item)));
      return Collections.unmodifiableList(list);
    }
    var map = new LinkedHashMap<String, @Nullable Object>();
    ((Map<?, ?>) java).forEach((key, value) -> map.put(String.valueOf(of(key)), of(value)));
    return Collections.unmodifiableMap(map);
  }

  private static BigDecimal number(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return number instanceof Double || number instanceof Float
        ? new BigDecimal(number.toString())
        : BigDecimal.valueOf(number.longValue());
  }
}
