package dev.runbook.catalog;

import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Givens for tests, each in its own place of a source. */
final class Givens {
  static final Source SOURCE = Source.of("test.yaml", "x".repeat(1000));
  private static int next;

  private Givens() {}

  static Span place() {
    next = (next + 1) % 1000;
    return SOURCE.span(next, next + 1);
  }

  static Given plain(String text) {
    return new Given.Plain(text, place());
  }

  static Given fixed(@Nullable Object value) {
    return new Given.Fixed(value, place());
  }

  static Given unknown(String step) {
    return new Given.Unknown(List.of(step), place());
  }

  static Given items(Given... items) {
    return new Given.Items(List.of(items), place());
  }

  /** Returns a map of names and values in turn. */
  static Given.Entries entries(Object... namesAndValues) {
    Map<String, Given> entries = new LinkedHashMap<>();
    Map<String, Span> keys = new LinkedHashMap<>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      var name = (String) namesAndValues[i];
      keys.put(name, place());
      entries.put(name, (Given) namesAndValues[i + 1]);
    }
    return new Given.Entries(entries, keys, place());
  }
}
