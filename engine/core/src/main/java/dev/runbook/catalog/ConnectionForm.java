package dev.runbook.catalog;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Type;
import dev.runbook.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection that an action takes: it is named by a text, and made of the settings declared.
 *
 * @param connection its type, such as {@code git}
 */
record ConnectionForm(String connection, PartsForm settings) implements Form {
  @Override
  public String name() {
    return "name of a `" + connection + "` connection";
  }

  @Override
  public Type type() {
    return Type.Plain.TEXT;
  }

  @Override
  public boolean takes(Type type) {
    return type == Type.Plain.TEXT;
  }

  @Override
  public @Nullable Object read(Given given, Subject subject, Reading reading) {
    throw new UnsupportedOperationException("a connection is found, not read");
  }

  /**
   * Returns the connection that a step names, or the only one of the type; null if there is none.
   *
   * @param name null where the step names none
   * @param step what is pointed at where it names none
   */
  @Nullable Object find(@Nullable Given name, boolean required, Span step, Reading reading) {
    var given = name == null || Reading.isNull(name) ? null : name;
    if (given instanceof Given.Unknown || reading.connections == null) {
      reading.noteUnknown();
    }
    var text =
        given == null || given instanceof Given.Unknown
            ? null
            : (String) reading.read(Scalars.NAMES, given, new Subject("argument", "connection"));
    if (reading.connections == null || (given != null && text == null)) {
      return null;
    }
    var own = new Problems();
    var place = given == null ? step : given.span();
    var found = reading.connections.find(connection, text, required, place, own);
    reading.problems.addAll(own.inFileOrder());
    if (own.hasErrors() || (required && found.isEmpty())) {
      reading.noteFailed();
    }
    return found.isEmpty() ? null : made(found.get(), reading);
  }

  private @Nullable Object made(Given.Entries entries, Reading reading) {
    if (reading.goal == Reading.Goal.MAKE) {
      return settings.bind(entries, owner(entries.span()), reading);
    }
    try {
      return settings.example();
    } catch (UnusableException refused) {
      reading.noteUnknown(); // no connection to check the action with
      return null;
    }
  }

  /** Returns the names of the settings that are paths. */
  List<String> paths() {
    return settings.components().stream()
        .filter(component -> component.form() == Scalars.PATHS)
        .map(Component::name)
        .toList();
  }

  Owner owner(Span span) {
    return new Owner("a `" + connection + "` connection", "setting", null, span);
  }

  @Override
  public @Nullable Object value(Object java) {
    throw new UnsupportedOperationException("a connection is no value");
  }

  @Override
  public Object example() {
    return settings.example();
  }
}
