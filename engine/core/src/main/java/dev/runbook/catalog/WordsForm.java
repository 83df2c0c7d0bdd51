package dev.runbook.catalog;

import dev.runbook.expression.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command: a text for a shell, or a list of words. Each stays as it is written: {@code 1.0},
 * {@code 007} and {@code true} without quotes are words, not values.
 */
record WordsForm() implements Form {
  private static final Form TEXT = Scalars.LENIENT_TEXT;
  private static final Form LIST = new ListForm(TEXT);

  @Override
  public String name() {
    return TEXT.name() + " or a " + LIST.name();
  }

  @Override
  public Type type() {
    return Type.Plain.ANY;
  }

  @Override
  public boolean takes(Type type) {
    return TEXT.takes(type) || LIST.takes(type);
  }

  @Override
  public boolean showsUnknown() {
    return true;
  }

  @Override
  public @Nullable Object read(Given given, Subject subject, Reading reading) {
    if (given instanceof Given.Entries) {
      reading.wants(this, given, subject, null);
      return null;
    }
    return (given instanceof Given.Items ? LIST : TEXT).read(given, subject, reading);
  }

  @Override
  public @Nullable Object value(Object java) {
    return (java instanceof List ? LIST : TEXT).value(java);
  }

  @Override
  public Object example() {
    return TEXT.example();
  }
}
