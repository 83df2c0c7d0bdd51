package dev.runbook.model;

import dev.runbook.expression.Template;
import dev.runbook.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an input or a gate's field may be.
 *
 * @param span the declaration, for problems with it as a whole
 * @param choices the values allowed; empty if all are
 * @param pattern a regular expression for the whole value
 * @param defaultValue what it is where nobody gives it; may hold templates
 * @param required whether somebody must give it; false means null where nobody does
 * @param env the environment variable that may give it
 */
public record Declaration(
    Word name,
    Shape shape,
    Span span,
    @Nullable String description,
    List<Value> choices,
    @Nullable Word pattern,
    @Nullable Value min,
    @Nullable Value max,
    @Nullable Value defaultValue,
    boolean required,
    @Nullable Word env) {

  /** The types that can be declared. */
  public enum Kind {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    DURATION,
    SIZE,
    PATH,
    URL,
    INSTANT,
    LIST,
    MAP,
    SECRET,
    ANY
  }

  /**
   * A declared type.
   *
   * @param of of a list's elements or a map's values; null for any
   * @param fields the names of a map with known names; empty otherwise
   */
  public record Shape(Kind kind, @Nullable Shape of, List<Field> fields) {
    public Shape {
      fields = List.copyOf(fields);
    }

    public static Shape of(Kind kind) {
      return new Shape(kind, null, List.of());
    }
  }

  /** A name of a map with known names. */
  public record Field(Word name, Shape shape) {}

  public Declaration {
    choices = List.copyOf(choices);
  }

  /** Where a secret comes from. */
  public sealed interface SecretFrom {
    record Env(Word name) implements SecretFrom {}

    /** A path, relative to the file that says it. */
    record File(Word path) implements SecretFrom {}

    /** A program and its arguments; its standard output, without the last newline. */
    record Command(List<Template> arguments) implements SecretFrom {}

    /** Asked on the terminal at start. */
    record Prompt(Span span) implements SecretFrom {}
  }

  /** A secret of a runbook; {@code from} is null if it is given from outside. */
  public record Secret(Word name, @Nullable SecretFrom from, @Nullable String description) {}

  /**
   * A connection of a runbook.
   *
   * @param settings all keys but {@code type}
   * @param given whether it was declared without settings: then it is given from outside
   */
  public record Connection(Word name, Word type, Value.Entries settings, boolean given) {}
}
