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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
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
          "duration-too-long",
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
          "template-broken",
          "template-computed",
          "template-list",
          "template-missing",
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
    try (var files = Files.walk(Path.of("../../runbooks"))) {
      var runbooks = files.filter(SchemaTest::isRunbook).toList();
      assertThat(runbooks).isNotEmpty();
      for (var file : runbooks) {
        assertThat(accepts(file)).as(file.toString()).isTrue();
      }
    }
  }

  /** Scenarios and sites stand beside the runbooks and have a form of their own. */
  private static boolean isRunbook(Path file) {
    var name = file.toString();
    return name.endsWith(".yaml") && !name.matches(".*[.](test|site)[.]yaml");
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

  /** Each key of the language, and each argument with a line of its own, is explained. */
  @Test
  void everyKeyIsExplained() {
    var unexplained = new ArrayList<String>();
    unexplained(SCHEMA, "", unexplained);
    assertThat(unexplained).isEmpty();
  }

  private static void unexplained(Object part, String path, List<String> found) {
    if (part instanceof Map<?, ?> map) {
      if (map.get("properties") instanceof Map<?, ?> properties) {
        properties.forEach(
            (key, value) -> {
              if (value instanceof Map<?, ?> schema
                  && !path.contains("/if")
                  && !isExplained(schema)) {
                found.add(path + "/" + key);
              }
            });
      }
      map.forEach((key, value) -> unexplained(value, path + "/" + key, found));
    } else if (part instanceof List<?> list) {
      list.forEach(inner -> unexplained(inner, path + "/", found));
    }
  }

  private static boolean isExplained(Map<?, ?> schema) {
    if (schema.containsKey("description") || !(schema.get("$ref") instanceof String reference)) {
      return schema.containsKey("description");
    }
    Object target = SCHEMA;
    for (var name : reference.substring(2).split("/", -1)) {
      target = Objects.requireNonNull(((Map<?, ?>) target).get(name));
    }
    return isExplained((Map<?, ?>) target);
  }

  @Test
  void defaultsAndExamplesOfTheSchemaAreValid() {
    var found = new ArrayList<Map<?, ?>>();
    examples(SCHEMA, found);
    assertThat(found).hasSizeGreaterThan(5);
    for (var schema : found) {
      var own = new LinkedHashMap<String, Object>();
      schema.forEach((key, value) -> own.put(String.valueOf(key), value));
      own.put("$defs", SCHEMA.get("$defs"));
      own.remove("$schema");
      var registered = validator.registerSchema(Json.write(own));
      for (var example : (List<?>) Objects.requireNonNull(schema.get("examples"))) {
        assertThat(validator.validate(registered, Json.write(example)).isValid())
            .as(Json.write(example))
            .isTrue();
      }
    }
  }

  private static void examples(Object part, List<Map<?, ?>> found) {
    if (part instanceof Map<?, ?> map) {
      if (map.get("examples") instanceof List<?>) {
        found.add(map);
      }
      map.values().forEach(value -> examples(value, found));
    } else if (part instanceof List<?> list) {
      list.forEach(value -> examples(value, found));
    }
  }

  private static final String RUNBOOK =
      """
      runbook: typos
      inputs:
        mode: { type: string, choices: [fast, slow], default: fast }
      secrets:
        key: { env: KEY }
      connections:
        hub: { type: fake, url: 'https://hub.example.org', user: me }
      steps:
        - id: build
          action: fake.build
          with: { branch: main, count: 3, mode: slow, limit: 10m, tags: [a, b] }
          retry: { attempts: 2, delay: 5s }
          timeout: 1h
        - id: review
          gate: { ask: 'Go on?', choices: [continue, hold], timeout: 4h, on_timeout: hold }
        - id: later
          wait: 5m
        - id: several
          parallel: 2
          steps:
            - id: note
              action: fake.note
              with: { message: done }
      """;

  private static final List<String> TYPOS =
      List.of(
          "runbook: typos -> runbok: typos",
          "steps:\n  - id: build -> stpes:\n  - id: build",
          "type: string -> type: strnig",
          "choices: [fast -> choises: [fast",
          "env: KEY -> evn: KEY",
          "type: fake -> type: fkae",
          "url: ' -> ulr: '",
          "- id: build -> - di: build",
          "id: build -> id: Build",
          "action: fake.build -> acton: fake.build",
          "fake.build -> fake.biuld",
          "branch: main -> brnch: main",
          "branch: main,  -> ",
          "count: 3 -> count: three",
          "mode: slow -> mode: slwo",
          "limit: 10m -> limit: 10 minutes",
          "tags: [a, b] -> tags: a",
          "attempts: 2 -> atempts: 2",
          "delay: 5s -> delay: 5",
          "timeout: 1h -> timeout: one hour",
          "retry: { attempts: 2, delay: 5s } -> retry: 2",
          "ask: -> aks:",
          "choices: [continue, hold] -> choices: []",
          "wait: 5m -> wait: soon",
          "wait: 5m -> wiat: 5m",
          "wait: 5m -> wait: 5m\n    with: { a: b }",
          "parallel: 2 -> parallel: two",
          "parallel: 2 -> paralel: 2",
          "message: done -> mesage: done",
          "timeout: 1h -> timeout: 1h\n    wait: 5m");

  /** One typo after the other, and what an editor with the schema would say. */
  @Test
  void eachKindOfTypoIsFound() throws IOException {
    var catalog = Catalog.of(List.of(new FakePlugin()));
    var actions = validator.registerSchema(Json.write(Schema.of(catalog)));
    assertThat(said(actions, RUNBOOK)).isEmpty();
    var all = new StringBuilder();
    for (var typo : TYPOS) {
      var sides = typo.split(" -> ", -1);
      assertThat(RUNBOOK).as(typo).contains(sides[0]);
      var said = said(actions, RUNBOOK.replaceFirst(Pattern.quote(sides[0]), sides[1]));
      assertThat(said).as(typo).isNotEmpty();
      all.append(typo.replace("\n", "\\n")).append('\n');
      said.forEach(line -> all.append("    ").append(line).append('\n'));
    }
    Golden.matches(all.toString(), Path.of("src/test/resources/golden/schema/typos.out"), ".out");
  }

  /** Returns what is said at the deepest places: what lies around them follows from it. */
  private List<String> said(URI actions, String text) {
    var yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
    var errors = validator.validate(actions, GSON.toJson(yaml)).getErrors();
    var deepest =
        errors.stream().mapToInt(error -> error.getInstanceLocation().split("/", -1).length).max();
    return errors.stream()
        .filter(error -> error.getInstanceLocation().split("/", -1).length == deepest.orElseThrow())
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .distinct()
        .sorted()
        .toList();
  }
}
