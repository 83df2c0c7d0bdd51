package dev.runbook.shell;

import org.jspecify.annotations.Nullable;

/** How a text is read into a value. */
public enum Parse {
  /** One JSON value (RFC 8259). */
  JSON,
  /** One YAML 1.2 document, core schema. */
  YAML,
  /** A list of its lines. */
  LINES;

  @Nullable Object value(String text) throws UnreadableException {
    return switch (this) {
      case JSON -> JsonText.read(text);
      case YAML -> YamlText.read(text);
      case LINES -> text.lines().toList();
    };
  }
}
