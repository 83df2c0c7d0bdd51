package dev.runbook.expression;

import org.jspecify.annotations.Nullable;

/** What the values of runbooks are called and how they are written as text. */
public final class Values {
  private Values() {}

  /** Returns "text", "number", "boolean", "list", "map", "duration", "instant" or "null". */
  public static String typeName(@Nullable Object value) {
    throw new UnsupportedOperationException("type of " + value);
  }

  /**
   * Returns a value as it stands in a text: numbers plainly, durations as 1h30m, lists and maps as
   * JSON.
   */
  public static String text(@Nullable Object value) {
    throw new UnsupportedOperationException("text of " + value);
  }

  /** Returns a duration as an operator writes it: {@code 1h30m}, {@code 500ms}. */
  public static String text(java.time.Duration duration) {
    throw new UnsupportedOperationException("text of " + duration);
  }

  /**
   * Reads a duration: numbers with {@code d h m s ms}, largest first, such as {@code 1h30m} or
   * {@code 1.5s}.
   *
   * @throws IllegalArgumentException if the text is none; the message is for operators
   */
  public static java.time.Duration duration(String text) {
    throw new IllegalArgumentException(text);
  }

  /**
   * Returns any Java value as one of the values of runbooks: numbers exactly, paths and URIs as
   * text.
   */
  public static @Nullable Object of(@Nullable Object java) {
    throw new UnsupportedOperationException("value of " + java);
  }
}
