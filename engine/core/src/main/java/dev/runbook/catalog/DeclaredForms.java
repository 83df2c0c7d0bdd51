package dev.runbook.catalog;

import dev.runbook.action.Size;
import dev.runbook.model.Declaration.Shape;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static Object map(List<Component> components, @Nullable Object[] parts) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (var i = 0; i < parts.length; i++) {
      map.put(components.get(i).name(), parts[i]);
    }
    return Collections.unmodifiableMap(map);
  }
}
