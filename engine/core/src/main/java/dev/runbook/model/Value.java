package dev.runbook.model;

import dev.runbook.expression.Template;
import dev.runbook.text.Span;
import java.util.List;
import java.util.Optional;

/** What stands behind a key that takes any value: text with templates, a list, a map. */
public sealed interface Value {
  Span span();

  /**
   * One scalar.
   *
   * @param plain whether it is written without quotes, so that it may be read as a number, boolean
   *     or null (YAML 1.2 core schema) where the declared type asks for that
   */
  record Scalar(Template template, boolean plain) implements Value {
    @Override
    public Span span() {
      return template.span();
    }
  }

  /** A list. */
  record Items(List<Value> items, Span span) implements Value {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A map, its keys in the order written, each once. */
  record Entries(List<Entry> entries, Span span) implements Value {
    public Entries {
      entries = List.copyOf(entries);
    }

    public Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.key().text().equals(key)).findFirst();
    }
  }

  /** A key and its value. */
  record Entry(Word key, Value value) {}
}
