package dev.runbook.load;

import dev.runbook.model.Word;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Span;
import java.util.List;
import java.util.Set;

/** A value as YAML has it, before it is known what it means. Immutable. */
sealed interface Node {

  Span span();

  /** Returns how many values it holds, itself included; one named by an alias counts again. */
  int size();

  /** Returns how deep it is nested: 1 for a scalar. */
  int height();

  /** Returns what it is, as messages say it: "text", "a list". */
  String found();

  /**
   * Text.
   *
   * @param plain whether it is written without quotes
   */
  record Scalar(Excerpt excerpt, boolean plain) implements Node {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    String text() {
      return excerpt.text();
    }

    /** Returns whether it is null by YAML's core schema: {@code ~}, {@code null} or nothing. */
    boolean isNull() {
      return plain && NULLS.contains(text());
    }

    @Override
    public Span span() {
      return excerpt.span();
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public int height() {
      return 1;
    }

    @Override
    public String found() {
      if (!plain) {
        return "text";
      }
      return isNull() ? "nothing" : PlainText.isNumber(text()) ? "a number" : word();
    }

    private String word() {
      return PlainText.isBoolean(text()) ? "a boolean" : "text";
    }
  }

  /** A list. */
  record Items(List<Node> items, Span span, int size, int height) implements Node {
    @Override
    public String found() {
      return "a list";
    }
  }

  /** A map, each key once. */
  record Entries(List<Entry> entries, Span span, int size, int height) implements Node {
    @Override
    public String found() {
      return "a map";
    }
  }

  /** A key and its value. */
  record Entry(Word key, Node value) {

    /** Returns whether nothing is written behind the key. */
    boolean isEmpty() {
      return value instanceof Scalar scalar && scalar.isNull();
    }
  }
}
