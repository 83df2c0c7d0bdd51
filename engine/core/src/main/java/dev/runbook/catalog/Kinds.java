package dev.runbook.catalog;

import dev.runbook.expression.Type;
import dev.runbook.json.CutText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What kinds of values are called in messages. */
final class Kinds {
  private Kinds() {}

  /** Returns the name of a form within a sentence: "a number", "text". */
  static String phrase(String name) {
    if (name.equals("boolean")) {
      return "true or false";
    }
    if (name.startsWith("text") || name.startsWith("one of ") || name.startsWith("any")) {
      return name;
    }
    return ("aeio".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }

  static String of(Given given) {
    return of(typeOf(given));
  }

  static String of(Type type) {
    if (type instanceof Type.ListOf list) {
      return list.element() == Type.Plain.ANY ? "a list" : "a list of " + plural(list.element());
    }
    if (type instanceof Type.OrNull orNull) {
      return of(orNull.type());
    }
    return type instanceof Type.Plain plain ? of(plain) : "a map";
  }

  static Type typeOf(Given given) {
    if (given instanceof Given.Plain plain) {
      return typeOf(CoreSchema.read(plain.text()));
    }
    if (given instanceof Given.Fixed fixed) {
      return typeOf(fixed.value());
    }
    if (given instanceof Given.Items) {
      return new Type.ListOf(Type.Plain.ANY);
    }
    return given instanceof Given.Entries
        ? new Type.MapOf(Type.Plain.ANY)
        : given instanceof Given.Typed typed ? typed.type() : Type.Plain.ANY;
  }

  private static Type typeOf(@Nullable Object value) {
    if (value == null) {
      return Type.Plain.NULL;
    }
    if (value instanceof String || value instanceof CutText) {
      return Type.Plain.TEXT;
    }
    if (value instanceof BigDecimal) {
      return Type.Plain.NUMBER;
    }
    if (value instanceof Boolean) {
      return Type.Plain.BOOLEAN;
    }
    if (value instanceof Duration) {
      return Type.Plain.DURATION;
    }
    return value instanceof Instant ? Type.Plain.INSTANT : Type.Plain.ANY;
  }

  private static String of(Type.Plain plain) {
    return switch (plain) {
      case ANY -> "any value";
      case NULL -> "null";
      case TEXT -> "text";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case DURATION -> "a duration";
      case INSTANT -> "an instant";
      case SECRET -> "a secret";
    };
  }

  private static String plural(Type element) {
    var one = of(element);
    return one.startsWith("a ")
        ? one.substring(2) + "s"
        : one.startsWith("an ") ? one.substring(3) + "s" : one;
  }
}
