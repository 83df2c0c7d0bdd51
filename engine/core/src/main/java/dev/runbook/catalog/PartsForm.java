package dev.runbook.catalog;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Type;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A map with known names, of which a record or a map is made. */
record PartsForm(List<Component> components, Maker maker) implements Form {

  /** Makes the whole of its parts, in their order. */
  interface Maker {
    Object make(@Nullable Object... parts) throws ReflectiveOperationException;
  }

  static PartsForm of(List<Component> components, Constructor<?> constructor) {
    return new PartsForm(components, constructor::newInstance);
  }

  @Override
  public String name() {
    return "map with "
        + components.stream().map(c -> "`" + c.name() + "`").collect(Collectors.joining(", "));
  }

  List<String> shellTexts() {
    return components.stream().filter(Component::shellText).map(Component::name).toList();
  }

  @Override
  public Type.Fields type() {
    return fields("no key");
  }

  /** Returns the static type, with what is said before names that are not there. */
  Type.Fields fields(String lacking) {
    Map<String, Type> fields = new LinkedHashMap<>();
    for (var component : components) {
      var type = component.form().type();
      fields.put(component.name(), component.nullable() ? new Type.OrNull(type) : type);
    }
    return new Type.Fields(lacking, Collections.unmodifiableMap(fields), true);
  }

  @Override
  public boolean takes(Type type) {
    if (!(type instanceof Type.Fields fields)) {
      return type instanceof Type.MapOf;
    }
    return fields.isValue() && components.stream().allMatch(c -> takes(c, fields));
  }

  private static boolean takes(Component component, Type.Fields fields) {
    var given = fields.fields().get(component.name());
    if (given == null) {
      return !component.isRequired();
    }
    var type = given instanceof Type.OrNull orNull ? orNull.type() : given;
    return type == Type.Plain.ANY || component.form().takes(type);
  }

  @Override
  public @Nullable Object read(Given given, Subject subject, Reading reading) {
    if (!(given instanceof Given.Entries entries)) {
      reading.wants(this, given, subject, null);
      return null;
    }
    return bind(entries, new Owner(subject.toString(), "key", subject, entries.span()), reading);
  }

  /** Makes the record; null if something is wrong, which is reported, or unknown. */
  @Nullable Object bind(Given.Entries entries, Owner owner, Reading outer) {
    var reading = outer.inner();
    var meant = unknownNames(entries, owner, reading);
    var values = new Object[components.size()];
    for (var i = 0; i < values.length; i++) {
      values[i] = value(components.get(i), entries, owner, meant, reading);
    }
    var made = reading.isIncomplete() ? null : make(values, entries, owner, reading);
    outer.absorb(reading);
    return made;
  }

  /** Reports names that no component has; returns those that were probably meant. */
  private Set<String> unknownNames(Given.Entries entries, Owner owner, Reading reading) {
    var known = components.stream().map(Component::name).toList();
    Set<String> meant = new HashSet<>();
    for (var name : entries.entries().keySet()) {
      if (!known.contains(name)) {
        var near =
            Spelling.nearest(
                name, known.stream().filter(k -> !entries.entries().containsKey(k)).toList());
        near.ifPresent(meant::add);
        reading.error(
            entries.key(name),
            owner.text() + " has no " + owner.noun() + " `" + name + "`",
            near.map(n -> "did you mean `" + n + "`?").orElse(choice(owner, known)));
      }
    }
    return meant;
  }

  private static String choice(Owner owner, List<String> known) {
    return known.isEmpty()
        ? "it takes none"
        : "its " + owner.noun() + (known.size() == 1 ? " is " : "s are ") + Words.and(known);
  }

  private static @Nullable Object value(
      Component component, Given.Entries entries, Owner owner, Set<String> meant, Reading reading) {
    var given = entries.entries().get(component.name());
    if (component.form() instanceof ConnectionForm connection) {
      return connection.find(given, component.isRequired(), owner.span(), reading);
    }
    var written = given == null || Reading.isNull(given) ? component.fallback() : given;
    if (written != null) {
      return read(component, written, owner, reading);
    }
    if (component.isRequired()) {
      missing(component, given, owner, meant, reading);
    }
    return null;
  }

  private static @Nullable Object read(
      Component component, Given written, Owner owner, Reading outer) {
    var reading = outer.inner();
    var value = reading.read(component.form(), written, owner.part(component.name()));
    if (value != null && component.limits() != null && !reading.hasStandIn()) {
      reading.limit(component.limits(), value, written.span());
    }
    outer.absorb(reading);
    return value;
  }

  private static void missing(
      Component component, @Nullable Given given, Owner owner, Set<String> meant, Reading reading) {
    reading.noteFailed();
    if (meant.contains(component.name())) {
      return; // its misspelt name is reported already
    }
    var what = Kinds.phrase(component.form().name());
    reading.error(
        given == null ? owner.span() : given.span(),
        owner.text() + " needs the " + owner.noun() + " `" + component.name() + "`",
        "add `" + component.name() + ": ...`, " + what);
  }

  private @Nullable Object make(
      @Nullable Object[] values, Given.Entries entries, Owner owner, Reading reading) {
    try {
      return maker.make(values);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException refusal)) {
        throw new UnusableException(owner.text() + " cannot be made: " + e.getCause(), e);
      }
      if (reading.hasStandIn()) {
        reading.noteUnknown(); // it is the stand-in that was refused
      } else {
        refused(refusal, entries, owner, reading);
      }
      return null;
    } catch (ReflectiveOperationException e) {
      throw new UnusableException(owner.text() + " cannot be made", e);
    }
  }

  /** Points at the argument that the message names, else at the owner. */
  private static void refused(
      IllegalArgumentException refusal, Given.Entries entries, Owner owner, Reading reading) {
    var said = refusal.getMessage() == null ? "wrong arguments" : refusal.getMessage();
    Span place =
        entries.entries().entrySet().stream()
            .filter(entry -> said.contains("`" + entry.getKey() + "`"))
            .findFirst()
            .map(entry -> entry.getValue().span())
            .orElse(owner.span());
    reading.error(place, owner.text() + ": " + said, null);
  }

  @Override
  public Map<String, @Nullable Object> value(Object java) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (var component : components) {
      if (!component.form().isSecret() && !(component.form() instanceof ConnectionForm)) {
        var value = component.of(java);
        values.put(component.name(), value == null ? null : component.form().value(value));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  /** Returns the secrets that {@link #value} leaves out, as values. */
  Map<String, @Nullable Object> secrets(Object java) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (var component : components) {
      var value = component.form().isSecret() ? component.of(java) : null;
      if (value != null) {
        values.put(component.name(), component.form().value(value));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  /**
   * Returns the outputs of an action, made of values.
   *
   * @throws IllegalArgumentException if they are not values of such outputs
   */
  Object outputs(String action, Map<String, ? extends @Nullable Object> values) {
    var span = Source.of("the outputs of " + action, "").span(0, 0);
    Map<String, Given> given = new LinkedHashMap<>();
    values.forEach((key, value) -> given.put(key, new Given.Fixed(value, span)));
    var problems = new Problems();
    var owner = new Owner("action `" + action + "`", "output", null, span);
    var entries = new Given.Entries(given, Map.of(), span);
    var record = bind(entries, owner, Reading.of(problems));
    if (record == null) {
      throw new IllegalArgumentException(problems.inFileOrder().get(0).message());
    }
    return record;
  }

  @Override
  public Object example() {
    var values = components.stream().map(c -> c.form().example()).toArray();
    try {
      return maker.make(values);
    } catch (ReflectiveOperationException e) {
      throw new UnusableException("examples of the types are refused: " + e.getCause(), e);
    }
  }
}
