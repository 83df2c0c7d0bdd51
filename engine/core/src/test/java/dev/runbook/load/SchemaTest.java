package dev.runbook.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import dev.runbook.Golden;
import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.FakePlugin;
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

  /** Returns whether a runbook of that one step is accepted, with the actions of a plugin. */
  private boolean acceptsStep(String action, String with) {
    var text = "runbook: x\nsteps: [{ id: a, action: " + action + ", with: " + with + " }]";
    return isValid(text);
  }

  @Test
  void argumentsAreThoseOfTheAction() {
    assertThat(acceptsStep("fake.build", "{ branch: main, count: 3, mode: slow }")).isTrue();
    assertThat(acceptsStep("fake.build", "{ branch: 1.80, count: '${inputs.n}' }")).isTrue();
    assertThat(acceptsStep("fake.build", "{ brnch: main }")).isFalse();
    assertThat(acceptsStep("fake.build", "{ count: 3 }")).isFalse();
    assertThat(acceptsStep("fake.build", "{ branch: main, count: many }")).isFalse();
    assertThat(acceptsStep("fake.build", "{ branch: main, mode: fats }")).isFalse();
    assertThat(acceptsStep("fake.build", "{ branch: main, limit: 10 minutes }")).isFalse();
    assertThat(acceptsStep("fake.build", "{ branch: main, tags: latest }")).isFalse();
    assertThat(acceptsStep("fake.copy", "{ from: a, to: [{ name: b, port: 1 }] }")).isTrue();
    assertThat(acceptsStep("fake.copy", "{ from: a, to: [{ nme: b }] }")).isFalse();
    assertThat(acceptsStep("fake.biuld", "{ branch: main }")).isFalse();
    assertThat(acceptsStep("fake.shell", "{ command: [a, b] }")).isTrue();
  }

  @Test
  void connectionsAreThoseOfTheActions() {
    assertThat(acceptsConnection("{ type: fake }")).isTrue();
    assertThat(acceptsConnection("{ type: fake, url: 'https://x', user: me }")).isTrue();
    assertThat(acceptsConnection("{ type: fake, url: 'https://x', usr: me }")).isFalse();
    assertThat(acceptsConnection("{ type: fkae }")).isFalse();
  }

  private boolean acceptsConnection(String connection) {
    var text = "runbook: x\nconnections: { c: " + connection + " }\nsteps: [{ id: a, wait: 1s }]";
    return isValid(text);
  }

  private boolean isValid(String text) {
    var yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
    var catalog = Catalog.of(List.of(new FakePlugin()));
    var actions = validator.registerSchema(Json.write(Schema.of(catalog)));
    return validator.validate(actions, GSON.toJson(yaml)).isValid();
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
