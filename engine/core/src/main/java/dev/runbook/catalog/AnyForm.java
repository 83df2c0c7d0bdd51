package dev.runbook.catalog;

import dev.runbook.expression.Type;
import dev.runbook.expression.Values;
import org.jspecify.annotations.Nullable;

/** Any value; without quotes it is read by the core schema of YAML 1.2. */
record AnyForm() implements Form {
  @Override
  public String name() {
    return "any value";
  }

  @Override
  public Type type() {
    return Type.Plain.ANY;
  }

  @Override
  public boolean takes(Type type) {
    return true;
  }

  @Override
  public boolean takesNull() {
    return true;
  }

  @Override
  public boolean showsUnknown() {
    return true;
  }

  @Override
  public @Nullable Object read(Given given, Subject subject, Reading reading) {
    if (given instanceof Given.Items) {
      return new ListForm(this).read(given, subject, reading);
    }
    if (given instanceof Given.Entries) {
      return new MapForm(this).read(given, subject, reading);
    }
    return given instanceof Given.Plain plain
        ? CoreSchema.read(plain.text())
        : given instanceof Given.Fixed fixed ? fixed.value() : null;
  }

  @Override
  public @Nullable Object value(Object java) {
    return Values.of(java);
  }

  @Override
  public Object example() {
    return Scalars.LENIENT_TEXT.example();
  }
}
