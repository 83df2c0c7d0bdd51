package dev.runbook.catalog;

import dev.runbook.expression.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map from any text to values of one form. */
record MapForm(Form item) implements Form {
  @Override
  public String name() {
    return item instanceof AnyForm ? "map" : "map of " + item.name();
  }

  @Override
  public Type type() {
    return new Type.MapOf(item.type());
  }

  @Override
  public boolean takes(Type type) {
    return type instanceof Type.MapOf map
        ? map.value() == Type.Plain.ANY || item.takes(map.value())
        : type instanceof Type.Fields fields && fields.isValue();
  }

  @Override
  public boolean isSecret() {
    return item.isSecret();
  }

  @Override
  public @Nullable Object read(Given given, Subject subject, Reading reading) {
    if (!(given instanceof Given.Entries entries)) {
      reading.wants(this, given, subject, null);
      return null;
    }
    Map<String, @Nullable Object> read = new LinkedHashMap<>();
    entries
        .entries()
        .forEach((key, value) -> read.put(key, reading.read(item, value, subject.key(key))));
    return Collections.unmodifiableMap(read);
  }

  @Override
  public Object value(Object java) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    ((Map<?, ?>) java)
        .forEach((key, one) -> values.put(key + "", one == null ? null : item.value(one)));
    return Collections.unmodifiableMap(values);
  }

  @Override
  public Object example() {
    return Map.of("key", item.example());
  }
}
