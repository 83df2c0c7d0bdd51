package dev.runbook.jenkins;

import dev.runbook.http.client.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object, of Jenkins or of a token. What is missing or of another kind is not there. */
record Fields(Map<?, ?> values) {

  static Fields of(@Nullable Object json) {
    return new Fields(json instanceof Map<?, ?> map ? map : Map.of());
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  boolean is(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /** Returns a scalar as text; null if there is none. */
  @Nullable String text(String name) {
    var value = values.get(name);
    return value == null || value instanceof Map || value instanceof List
        ? null
        : JsonText.plain(value);
  }

  /** Returns a text; an empty one if there is none. */
  String textOrEmpty(String name) {
    var text = text(name);
    return text == null ? "" : text;
  }

  /** Returns a number; 0 if there is none. */
  long number(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** Returns a time that is given in milliseconds since 1970. */
  Instant instant(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  Duration millis(String name) {
    return Duration.ofMillis(Math.max(0, number(name)));
  }

  Fields at(String name) {
    return of(values.get(name));
  }

  List<Fields> list(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(Fields::of).toList()
        : List.of();
  }

  List<String> texts(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(JsonText::plain).toList()
        : List.of();
  }
}
