package dev.runbook.catalog;

import dev.runbook.expression.Type;
import dev.runbook.text.Span;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value without parts.
 *
 * @param takes the static types that may turn out right
 * @param reader makes what an action has of a text or a computed value
 * @param writer makes one of the values of runbooks of what an action has
 * @param showsUnknown whether a text can stand for one that is not known yet
 * @param words the texts allowed; empty if there is no list of them
 */
record ScalarForm(
    String name,
    Type.Plain type,
    Set<Type.Plain> takes,
    Reader reader,
    Function<Object, Object> writer,
    Object example,
    boolean showsUnknown,
    List<String> words)
    implements Form {

  /** A form without a list of words. */
  ScalarForm(
      String name,
      Type.Plain type,
      Set<Type.Plain> takes,
      Reader reader,
      Function<Object, Object> writer,
      Object example,
      boolean showsUnknown) {
    this(name, type, takes, reader, writer, example, showsUnknown, List.of());
  }

  /** Makes what an action has of a value. */
  interface Reader {

    /**
     * Reads a value.
     *
     * @param plain whether it is a text that was written without quotes
     */
    Object read(Object value, boolean plain) throws Unfit;
  }

  /** Returns it for actions that have another Java type for it. */
  ScalarForm as(Function<Object, Object> java, Function<Object, Object> back, Object other) {
    Reader converted = (value, plain) -> java.apply(reader.read(value, plain));
    return new ScalarForm(
        name,
        type,
        takes,
        converted,
        value -> writer.apply(back.apply(value)),
        other,
        showsUnknown,
        words);
  }

  @Override
  public boolean takes(Type other) {
    return takes.contains(other);
  }

  @Override
  public boolean isSecret() {
    return type == Type.Plain.SECRET;
  }

  @Override
  public @Nullable Object read(Given given, Subject subject, Reading reading) {
    var value =
        given instanceof Given.Plain plain
            ? plain.text()
            : given instanceof Given.Fixed fixed ? fixed.value() : null;
    if (isSecret()) {
      conceal(given.span());
    }
    try {
      if (value != null) {
        return reader.read(value, given instanceof Given.Plain);
      }
      reading.wants(this, given, subject, null);
    } catch (Unfit unfit) {
      reading.wants(this, given, subject, unfit.getMessage());
    }
    return null;
  }

  /** Keeps a secret that is written out off the screen; a template tells nothing. */
  private static void conceal(Span written) {
    var source = written.source();
    var to = Math.min(source.text().length(), written.start() + written.length());
    if (!source.text().substring(Math.min(written.start(), to), to).contains("${")) {
      source.conceal(written);
    }
  }

  @Override
  public Object value(Object java) {
    return writer.apply(java);
  }
}
