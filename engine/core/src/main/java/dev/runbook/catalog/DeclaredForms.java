package dev.runbook.catalog;

import dev.runbook.action.Size;
import dev.runbook.diagnostic.Problems;
import dev.runbook.model.Declaration;
import dev.runbook.model.Declaration.Shape;
import dev.runbook.model.Value;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The forms of declared types, whose values are read as the values of runbooks. */
final class DeclaredForms {
  private static final ScalarForm SIZES =
      Scalars.SIZES.as(size -> BigDecimal.valueOf(((Size) size).bytes()), v -> v, BigDecimal.ONE);
  private static final ScalarForm PATHS = Scalars.PATHS.as(Object::toString, v -> v, "path");
  private static final ScalarForm URLS =
      Scalars.ABSOLUTE_URLS.as(Object::toString, v -> v, "https://example.org/");

  private DeclaredForms() {}

  static Form of(Shape shape) {
    return switch (shape.kind()) {
      case STRING -> Scalars.STRICT_TEXT;
      case INTEGER -> Scalars.INTEGERS;
      case NUMBER -> Scalars.NUMBERS;
      case BOOLEAN -> Scalars.BOOLEANS;
      case DURATION -> Scalars.DURATIONS;
      case SIZE -> SIZES;
      case PATH -> PATHS;
      case URL -> URLS;
      case INSTANT -> Scalars.INSTANTS;
      case LIST -> new ListForm(element(shape));
      case MAP -> shape.fields().isEmpty() ? new MapForm(element(shape)) : fields(shape);
      case SECRET -> Scalars.SECRET_TEXT;
      case ANY -> new AnyForm();
    };
  }

  private static Form element(Shape shape) {
    return shape.of() == null ? new AnyForm() : of(shape.of());
  }

  private static Form fields(Shape shape) {
    var components =
        shape.fields().stream()
            .map(field -> Component.required(field.name().text(), of(field.shape())))
            .toList();
    return new PartsForm(components, parts -> map(components, parts));
  }

  /**
   * Returns declared parts of a whole.
   *
   * @param parts finds the values of all parts in the whole, by name
   */
  static List<Component> components(
      List<Declaration> declared, Function<Object, Map<?, ?>> parts, Problems problems) {
    return declared.stream()
        .map(each -> Component.declared(each, oneOf(each), parts, problems))
        .toList();
  }

  /** Texts of which some are allowed are known as those, in a schema too. */
  private static Form oneOf(Declaration declared) {
    var texts =
        declared.choices().stream()
            .flatMap(choice -> choice instanceof Value.Scalar one ? constant(one) : Stream.empty())
            .toList();
    return declared.shape().kind() == Declaration.Kind.STRING && !texts.isEmpty()
        ? Scalars.oneOf(texts)
        : of(declared.shape());
  }

  private static Stream<String> constant(Value.Scalar scalar) {
    return scalar.template().constant().stream();
  }

  static Map<String, @Nullable Object> map(List<Component> components, @Nullable Object[] parts) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (var i = 0; i < parts.length; i++) {
      map.put(components.get(i).name(), parts[i]);
    }
    return Collections.unmodifiableMap(map);
  }
}
