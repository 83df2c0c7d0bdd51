package dev.runbook.catalog;

import dev.runbook.json.Json;
import dev.runbook.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (draft 2020-12) of runbooks, with every installed action, for editors.
 *
 * <p>It knows the structure of the language and the types of what is written out. What only a check
 * can find, such as a name that does not exist, it accepts.
 */
public final class Schema {
  private static final String LANGUAGE = "language.schema.json";

  private final Catalog catalog;
  private final Map<String, @Nullable Object> document;
  private final Map<String, @Nullable Object> definitions;

  private Schema(Catalog catalog) {
    this.catalog = catalog;
    this.document = language();
    this.definitions = map(document, "$defs");
  }

  /** Returns the schema as a value for {@link Json}. */
  public static Map<String, ?> of(Catalog catalog) {
    var schema = new Schema(catalog);
    schema.addActions();
    schema.addConnections();
    return schema.document;
  }

  private static Map<String, @Nullable Object> language() {
    try (InputStream in = Schema.class.getResourceAsStream(LANGUAGE)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return copy((Map<?, ?>) Objects.requireNonNull(Json.read(text)));
    } catch (IOException | JsonException e) {
      throw new IllegalStateException("the language's schema cannot be read", e);
    }
  }

  /** Returns the map with all maps in it, so that they can be added to. */
  private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key + "", value instanceof Map<?, ?> m ? copy(m) : value));
    return copy;
  }

  @SuppressWarnings("unchecked") // made by copy
  private static Map<String, @Nullable Object> map(Map<String, ?> owner, String key) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(owner.get(key));
  }

  private void addActions() {
    var names = new ArrayList<Map<String, ?>>();
    var arguments = new ArrayList<Map<String, ?>>();
    for (var action : catalog.actions()) {
      names.add(constant(action.name(), action.doc().orElse(null)));
      action
          .argumentsForm()
          .ifPresent(form -> arguments.add(when("action", action.name(), then(form))));
    }
    if (!names.isEmpty()) {
      definitions.put("actionName", Map.of("anyOf", names));
    }
    if (!arguments.isEmpty()) {
      definitions.put("arguments", Map.of("allOf", arguments));
    }
  }

  private static Map<String, ?> constant(String name, @Nullable String doc) {
    return doc == null
        ? Map.of("const", name)
        : FormSchema.ordered("const", name, "description", doc);
  }

  private static Map<String, ?> then(PartsForm form) {
    var with = FormSchema.ordered("properties", Map.of("with", FormSchema.of(form)));
    if (form.components().stream().anyMatch(Schema::mustBeGiven)) {
      with.put("required", List.of("with"));
    }
    return with;
  }

  private static boolean mustBeGiven(Component component) {
    return component.part().required();
  }

  private static Map<String, ?> when(String key, String name, Map<String, ?> then) {
    var condition =
        FormSchema.ordered(
            "required", List.of(key), "properties", Map.of(key, Map.of("const", name)));
    return FormSchema.ordered("if", condition, "then", then);
  }

  private void addConnections() {
    var types = new ArrayList<Map<String, ?>>();
    for (var type : catalog.connectionTypes()) {
      catalog
          .connectionForm(type)
          .ifPresent(form -> types.add(when("type", type, settings(form.settings()))));
    }
    if (types.isEmpty()) {
      return;
    }
    var connection = map(definitions, "connection");
    connection.put("allOf", types);
    connection.put(
        "properties",
        Map.of(
            "type",
            FormSchema.ordered(
                "description",
                "what the connection is to",
                "enum",
                List.copyOf(catalog.connectionTypes()))));
  }

  /** Settings are all there, or none: then the connection is given from outside. */
  private static Map<String, ?> settings(PartsForm form) {
    var settings = FormSchema.of(form);
    var properties = copy((Map<?, ?>) Objects.requireNonNull(settings.get("properties")));
    properties.put("type", true);
    settings.put("properties", properties);
    return Map.of("anyOf", List.of(Map.of("maxProperties", 1), settings));
  }
}
