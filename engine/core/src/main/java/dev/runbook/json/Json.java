package dev.runbook.json;

import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON (RFC 8259).
 *
 * <p>Bounded, both ways: lists and maps stand at most 200 deep in each other; a number has at most
 * 1000 digits and an exponent between -1000 and 1000.
 *
 * <p>Writing throws {@link IllegalArgumentException} for what is out of these bounds or not one of
 * the values that {@link dev.runbook.json} lists; whole numbers of Java are taken too.
 */
public final class Json {
  private Json() {}

  /**
   * Returns a value as JSON on one line; durations and instants as text (ISO 8601), cut texts as a
   * map of their parts.
   */
  public static String write(@Nullable Object value) {
    return ValueWriter.write(value, ValueWriter.Form.LINE);
  }

  /** Returns a value as indented JSON, for people. */
  public static String writePretty(@Nullable Object value) {
    return ValueWriter.write(value, ValueWriter.Form.PRETTY);
  }

  /**
   * Returns a value as JSON on one line from which {@link #readTyped} gives back an equal value:
   * durations, instants and cut texts are objects whose first key begins with {@code $}; so is,
   * inside {@code $map}, a map with such a key of its own.
   */
  public static String writeTyped(@Nullable Object value) {
    return ValueWriter.write(value, ValueWriter.Form.TYPED);
  }

  /** Reads one JSON value and nothing behind it; the same key twice in a map is an error. */
  public static @Nullable Object read(String text) throws JsonException {
    return ValueReader.read(text, false);
  }

  /** Reads what {@link #writeTyped} wrote. */
  public static @Nullable Object readTyped(String text) throws JsonException {
    return ValueReader.read(text, true);
  }
}
