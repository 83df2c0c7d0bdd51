package dev.runbook.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of what an argument can be. A template may stand for any value. */
final class FormSchema {
  private static final Map<String, ?> TEMPLATE = reference("template");

  private FormSchema() {}

  /** Returns a map of those keys and values, in this order, that can be added to. */
  static Map<String, @Nullable Object> ordered(Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static Map<String, ?> reference(String definition) {
    return Map.of("$ref", "#/$defs/" + definition);
  }

  /** Returns the schema of a map with known names. */
  static Map<String, @Nullable Object> of(PartsForm form) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    form.components().forEach(component -> properties.put(component.name(), of(component)));
    var required =
        form.components().stream()
            .map(Component::part)
            .filter(ActionType.Part::required)
            .map(ActionType.Part::name)
            .toList();
    var schema = ordered("type", "object", "properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, ?> of(Component component) {
    var schema = new LinkedHashMap<String, @Nullable Object>();
    if (component.doc() != null) {
      schema.put("description", component.doc());
    }
    schema.putAll(of(component.form()));
    if (component.fallback() != null) {
      schema.put("default", Binding.any(component.fallback()));
    }
    if (component.sample() != null) {
      schema.put("examples", Collections.singletonList(Binding.any(component.sample())));
    }
    return schema;
  }

  private static Map<String, ?> of(Form form) {
    if (form instanceof ConnectionForm) {
      return ordered("description", form.name(), "type", "string");
    }
    if (form instanceof AnyForm) {
      return Map.of();
    }
    if (form instanceof WordsForm) {
      var words = ordered("type", "array", "items", reference("text"));
      return Map.of("anyOf", List.of(reference("text"), words));
    }
    if (form instanceof ListForm list) {
      return orTemplate(ordered("type", "array", "items", of(list.item())));
    }
    if (form instanceof MapForm map) {
      return orTemplate(ordered("type", "object", "additionalProperties", of(map.item())));
    }
    if (form instanceof PartsForm parts) {
      return orTemplate(of(parts));
    }
    return form instanceof ScalarForm scalar ? of(scalar) : reference("text");
  }

  private static Map<String, ?> orTemplate(Map<String, ?> schema) {
    return Map.of("anyOf", List.of(schema, TEMPLATE));
  }

  private static Map<String, ?> of(ScalarForm form) {
    if (!form.words().isEmpty()) {
      return orTemplate(Map.of("enum", form.words()));
    }
    return switch (form.name()) {
      case "number", "integer", "boolean" -> orTemplate(Map.of("type", form.name()));
      case "duration" -> reference("duration");
      case "size" -> Map.of("type", List.of("string", "integer"));
      case "url", "instant" -> Map.of("type", "string");
      default -> reference("text");
    };
  }
}
