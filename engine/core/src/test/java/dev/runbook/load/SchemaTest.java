package dev.runbook.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import dev.runbook.Golden;
import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.Schema;
import dev.runbook.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema of the language says what the loader says, as far as a schema can. */
class SchemaTest {
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();
  private static final Map<String, ?> SCHEMA = Schema.of(Catalog.of(List.of()));

  private final Validator validator =
      new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();
  private final URI schema = validator.registerSchema(Json.write(SCHEMA));

  private boolean accepts(Path file) throws IOException {
    var yaml =
        new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build())
            .loadFromString(Files.readString(file));
    return validator.validate(schema, GSON.toJson(yaml)).isValid();
  }

  /** Mistakes in what is said, not in how: only a check can find them. */
  private static final Set<String> BEYOND_A_SCHEMA =
      Set.of(
          "as-takes-a-name",
          "call-in-circle",
          "call-itself",
          "call-missing-file",
          "call-of-directory",
          "call-of-empty",
          "call-with-lock",
          "gate-more-approvals-than-approvers",
          "gate-on-timeout-unknown",
          "input-max-below-min",
          "input-min-beside-string",
          "input-min-no-number",
          "input-of-beside-string",
          "input-pattern-beside-number",
          "input-wrong-pattern",
          "key-duplicate",
          "notify-with-gate",
          "output-without-template",
          "step-id-twice",
          "wait-unknown-zone",
          "wait-until-wrong-time");

  @Test
  void whatTheLoaderRefusesTheSchemaRefuses() throws IOException {
    for (var file : Golden.files("errors", ".yaml")) {
      var name = file.getFileName().toString().replace(".yaml", "");
      if (!name.startsWith("yaml-")) {
        assertThat(accepts(file)).as(name).isEqualTo(BEYOND_A_SCHEMA.contains(name));
      }
    }
  }

  @Test
  void whatTheLoaderTakesTheSchemaTakes() throws IOException {
    try (var runbooks = Files.list(Path.of("../../runbooks"))) {
      var files = runbooks.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(files).isNotEmpty();
      for (var file : files) {
        assertThat(accepts(file)).as(file.toString()).isTrue();
      }
    }
  }

  @Test
  void eachKindOfStepHasTheSameKeys() {
    var step = map(map(SCHEMA, "$defs"), "step");
    assertThat(map(step, "properties").keySet())
        .containsExactlyInAnyOrderElementsOf(StepKind.keys());
    for (var kind : StepKind.values()) {
      var others = StepKind.kindKeys().stream().filter(key -> !key.equals(kind.key())).toList();
      var allowed =
          StepKind.keys().stream()
              .filter(key -> kind.allows(key) && (key.equals("assert") || !others.contains(key)))
              .toList();
      assertThat(keys(step, kind)).as(kind.key()).hasSameElementsAs(allowed);
    }
  }

  private static List<Object> keys(Map<String, ?> step, StepKind kind) {
    var rules =
        kind == StepKind.ASSERT
            ? ((List<?>) Objects.requireNonNull(step.get("oneOf"))).get(6)
            : map(step, "dependentSchemas").get(kind.key());
    var names = (Map<?, ?>) ((Map<?, ?>) Objects.requireNonNull(rules)).get("propertyNames");
    return List.copyOf((List<?>) Objects.requireNonNull(names).get("enum"));
  }

  @SuppressWarnings("unchecked") // a schema's maps have text keys
  private static Map<String, ?> map(Map<String, ?> owner, String key) {
    return (Map<String, ?>) Objects.requireNonNull(owner.get(key));
  }
}
