package dev.runbook.expression;

import dev.runbook.json.CutText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value is, without its parts. */
enum Kind {
  NULL("null", ""),
  TEXT("text", ""),
  NUMBER("number", "a "),
  BOOLEAN("boolean", "a "),
  LIST("list", "a "),
  MAP("map", "a "),
  DURATION("duration", "a "),
  INSTANT("instant", "an "),
  SECRET("secret", "a "),
  CUT("cut text", "a ");

  private final String noun;
  private final String article;

  Kind(String noun, String article) {
    this.noun = noun;
    this.article = article;
  }

  static Kind of(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    if (value instanceof String) {
      return TEXT;
    }
    if (value instanceof BigDecimal) {
      return NUMBER;
    }
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    return value instanceof List<?> ? LIST : value instanceof Map<?, ?> ? MAP : ofRare(value);
  }

  private static Kind ofRare(Object value) {
    if (value instanceof Duration) {
      return DURATION;
    }
    if (value instanceof Instant) {
      return INSTANT;
    }
    if (value instanceof CutText) {
      return CUT;
    }
    throw new IllegalArgumentException("not a value: " + value.getClass().getName());
  }

  /** Returns what values of a type are; null if that is known only when evaluated. */
  static @Nullable Kind of(Type type) {
    if (type instanceof Type.Plain plain) {
      return plain == Type.Plain.ANY ? null : valueOf(plain.name());
    }
    if (type instanceof Type.ListOf) {
      return LIST;
    }
    return type instanceof Type.MapOf || type instanceof Type.Fields ? MAP : null;
  }

  String noun() {
    return noun;
  }

  /** Returns how it is called within a sentence: "a number", "text". */
  String phrase() {
    return article + noun;
  }

  /** Returns "text, a list or a map". */
  static String or(Collection<Kind> kinds) {
    var phrases = kinds.stream().map(Kind::phrase).collect(Collectors.toList());
    var last = phrases.remove(phrases.size() - 1);
    return phrases.isEmpty() ? last : String.join(", ", phrases) + " or " + last;
  }
}
