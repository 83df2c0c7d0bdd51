package dev.runbook.catalog;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Type;
import dev.runbook.model.Declaration;
import dev.runbook.model.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads values by their declared types: inputs, gate fields, settings. Bad ones are located errors.
 */
public final class Binding {
  private Binding() {}

  /** A value that was read; it may be null, where nothing was required. */
  public record Bound(@Nullable Object value) {}

  /**
   * Returns the given value as what the declaration wants, checked against choices, pattern, min
   * and max; one of the values that {@link dev.runbook.json} lists. Empty if it is wrong, which is
   * reported, or unknown, which is not.
   *
   * <p>Null is as if nothing had been given: wrong if somebody must give it.
   */
  public static Optional<Bound> read(Declaration declaration, Given given, Problems problems) {
    if (Reading.isNull(given)) {
      return absent(declaration, given, problems);
    }
    var bound = read(declaration.shape(), declaration.name().text(), given, problems);
    if (bound.isEmpty()) {
      return bound;
    }
    var limited = new Problems();
    Limits.of(declaration).check(bound.get().value(), given.span(), limited);
    problems.addAll(limited.inFileOrder());
    return limited.hasErrors() ? Optional.empty() : bound;
  }

  private static Optional<Bound> absent(Declaration declaration, Given given, Problems problems) {
    if (!declaration.required() || declaration.defaultValue() != null) {
      return Optional.of(new Bound(null));
    }
    problems.error(given.span(), "`" + declaration.name() + "` is required, so it cannot be null");
    return Optional.empty();
  }

  /** As {@link #read} for a value of that shape, with {@code what} to name it in messages. */
  public static Optional<Bound> read(
      Declaration.Shape shape, String what, Given given, Problems problems) {
    var reading = Reading.of(problems);
    var value = reading.read(DeclaredForms.of(shape), given, new Subject("", what));
    return reading.isIncomplete() ? Optional.empty() : Optional.of(new Bound(value));
  }

  /** Reports choices of a declaration that are not of its type. */
  public static void check(Declaration declaration, Problems problems) {
    Limits.of(declaration).check(problems);
  }

  /**
   * Returns a plain value without a declared type: YAML 1.2 core schema; others as they are. What
   * is unknown in it is shown as text.
   */
  public static @Nullable Object any(Given given) {
    if (given instanceof Given.Plain plain) {
      return CoreSchema.read(plain.text());
    }
    if (given instanceof Given.Fixed fixed) {
      return fixed.value();
    }
    if (given instanceof Given.Unknown unknown) {
      return Reading.standIn(unknown);
    }
    if (given instanceof Given.Items items) {
      List<@Nullable Object> list = new ArrayList<>();
      items.items().forEach(item -> list.add(any(item)));
      return Collections.unmodifiableList(list);
    }
    if (given instanceof Given.Entries entries) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      entries.entries().forEach((key, value) -> map.put(key, any(value)));
      return Collections.unmodifiableMap(map);
    }
    throw new IllegalArgumentException("only checked, not evaluated");
  }

  /** Returns a plausible value of a declared one: its first choice, or made from its type. */
  public static @Nullable Object example(Declaration declaration) {
    var form = DeclaredForms.of(declaration.shape());
    if (!declaration.choices().isEmpty()
        && declaration.choices().get(0) instanceof Value.Scalar scalar
        && scalar.template().constant().isPresent()) {
      return scalar.template().constant().get();
    }
    return form.isSecret() ? "stand-in" : form.value(form.example());
  }

  /** Returns the static type of a declared one. */
  public static Type type(Declaration declaration) {
    var type = DeclaredForms.of(declaration.shape()).type();
    var given = declaration.required() || declaration.defaultValue() != null;
    return given ? type : new Type.OrNull(type);
  }
}
