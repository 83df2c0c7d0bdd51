package dev.runbook.json;

import org.jspecify.annotations.Nullable;

/** Reads and writes JSON (RFC 8259). */
public final class Json {
  private Json() {}

  /** Returns a value as JSON on one line; durations and instants as text (ISO 8601). */
  public static String write(@Nullable Object value) {
    throw new UnsupportedOperationException("json of " + value);
  }

  /** Returns a value as indented JSON, for people. */
  public static String writePretty(@Nullable Object value) {
    throw new UnsupportedOperationException("json of " + value);
  }

  /**
   * Returns a value as JSON on one line from which {@link #readTyped} gives back an equal value:
   * durations, instants and cut texts are objects with one key that begins with {@code $}.
   */
  public static String writeTyped(@Nullable Object value) {
    throw new UnsupportedOperationException("json of " + value);
  }

  /** Reads one JSON value and nothing behind it. */
  public static @Nullable Object read(String text) throws JsonException {
    throw new JsonException(text);
  }

  /** Reads what {@link #writeTyped} wrote. */
  public static @Nullable Object readTyped(String text) throws JsonException {
    throw new JsonException(text);
  }
}
