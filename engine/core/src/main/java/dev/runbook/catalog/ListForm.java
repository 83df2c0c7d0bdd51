package dev.runbook.catalog;

import dev.runbook.expression.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list whose items are all of one form. */
record ListForm(Form item) implements Form {
  @Override
  public String name() {
    return item instanceof AnyForm ? "list" : "list of " + item.name();
  }

  @Override
  public Type type() {
    return new Type.ListOf(item.type());
  }

  @Override
  public boolean takes(Type type) {
    return type instanceof Type.ListOf list
        && (list.element() == Type.Plain.ANY || item.takes(list.element()));
  }

  @Override
  public boolean isSecret() {
    return item.isSecret();
  }

  @Override
  public @Nullable Object read(Given given, Subject subject, Reading reading) {
    if (!(given instanceof Given.Items items)) {
      var advice = item.takes(Kinds.typeOf(given)) ? "write a list: [...]" : null;
      reading.wants(this, given, subject, advice);
      return null;
    }
    List<@Nullable Object> read = new ArrayList<>();
    for (var i = 0; i < items.items().size(); i++) {
      var one = items.items().get(i);
      var value = reading.read(item, one, subject.item(i));
      if (value == null && reading.isIncomplete() && one.span().equals(given.span())) {
        return null; // a computed list: one message is enough for its only place
      }
      read.add(value);
    }
    return Collections.unmodifiableList(read);
  }

  @Override
  public Object value(Object java) {
    List<@Nullable Object> values = new ArrayList<>();
    ((List<?>) java).forEach(one -> values.add(one == null ? null : item.value(one)));
    return Collections.unmodifiableList(values);
  }

  @Override
  public Object example() {
    return List.of(item.example());
  }
}
