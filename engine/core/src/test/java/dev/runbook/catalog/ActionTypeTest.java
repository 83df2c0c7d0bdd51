package dev.runbook.catalog;

import static dev.runbook.catalog.Givens.entries;
import static dev.runbook.catalog.Givens.fixed;
import static dev.runbook.catalog.Givens.items;
import static dev.runbook.catalog.Givens.place;
import static dev.runbook.catalog.Givens.plain;
import static dev.runbook.catalog.Givens.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.Action;
import dev.runbook.action.Again;
import dev.runbook.action.Processes.Captured;
import dev.runbook.action.Secret;
import dev.runbook.action.Size;
import dev.runbook.catalog.FakePlugin.Any;
import dev.runbook.catalog.FakePlugin.Build;
import dev.runbook.catalog.FakePlugin.Built;
import dev.runbook.catalog.FakePlugin.Copy;
import dev.runbook.catalog.FakePlugin.Host;
import dev.runbook.catalog.FakePlugin.Hub;
import dev.runbook.catalog.FakePlugin.Look;
import dev.runbook.catalog.FakePlugin.Mode;
import dev.runbook.catalog.FakePlugin.Note;
import dev.runbook.catalog.FakePlugin.Push;
import dev.runbook.catalog.FakePlugin.Pushed;
import dev.runbook.catalog.FakePlugin.Shell;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Type;
import dev.runbook.json.CutText;
import dev.runbook.json.Json;
import dev.runbook.text.Span;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActionTypeTest {
  private static final ActionType.Connections NO_CONNECTION =
      (type, name, required, span, problems) -> {
        if (required) {
          problems.error(span, "no connection");
        }
        return Optional.empty();
      };

  private final Catalog catalog = Catalog.of(List.of(new FakePlugin()));
  private final Problems problems = new Problems();
  private final Span step = place();

  private ActionType type(String name) {
    return catalog.action(name).orElseThrow();
  }

  private Optional<Action<?>> bind(String name, Object... with) {
    return type(name).bind(entries(with), step, NO_CONNECTION, problems);
  }

  private Object bound(String name, Object... with) {
    var action = bind(name, with);
    assertThat(messages()).isEmpty();
    return action.orElseThrow();
  }

  private List<String> messages() {
    return problems.inFileOrder().stream().map(Diagnostic::message).toList();
  }

  private @Nullable String hint() {
    return problems.inFileOrder().get(0).hint();
  }

  private String message(String name, Object... with) {
    assertThat(bind(name, with)).isEmpty();
    assertThat(messages()).hasSize(1);
    return messages().get(0);
  }

  @Test
  void defaultsHoldWhereNothingIsWritten() {
    assertThat(bound("fake.build", "branch", plain("main")))
        .isEqualTo(
            new Build(
                "main",
                1,
                List.of(),
                Mode.FAST,
                Duration.ofMinutes(10),
                Map.of(),
                true,
                null,
                null,
                null));
  }

  @Test
  void everyArgumentIsReadByItsType() {
    var build =
        bound(
            "fake.build",
            "branch",
            plain("1.80"),
            "count",
            plain("0x10"),
            "tags",
            items(plain("true"), fixed("b")),
            "mode",
            plain("very_slow"),
            "limit",
            plain("1h30m"),
            "env",
            entries("A", plain("1.0")),
            "sign_off",
            plain("false"),
            "host",
            entries("name", plain("a"), "port", plain("23")),
            "space",
            plain("10MB"),
            "ratio",
            plain("1.50"));
    assertThat(build)
        .isEqualTo(
            new Build(
                "1.80",
                16,
                List.of("true", "b"),
                Mode.VERY_SLOW,
                Duration.ofMinutes(90),
                Map.of("A", "1.0"),
                false,
                new Host("a", 23),
                new Size(10_000_000),
                new BigDecimal("1.50")));
  }

  @Test
  void computedValuesAreReadByTheArgumentsType() {
    var build =
        (Build)
            bound(
                "fake.build",
                "branch",
                fixed(new BigDecimal("17")),
                "count",
                fixed(new BigDecimal("3")),
                "tags",
                fixed(List.of("a", "b")),
                "host",
                fixed(Map.of("name", "n")),
                "limit",
                fixed(Duration.ofSeconds(5)));
    assertThat(build.branch()).isEqualTo("17");
    assertThat(build.count()).isEqualTo(3);
    assertThat(build.tags()).containsExactly("a", "b");
    assertThat(build.host()).isEqualTo(new Host("n", 22));
    assertThat(build.limit()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void pathsInstantsAndListsOfRecordsAreRead() {
    var copy =
        (Copy)
            bound(
                "fake.copy",
                "to",
                items(entries("name", plain("a")), entries("name", plain("b"), "port", plain("2"))),
                "from",
                plain("some/where"),
                "at",
                plain("2026-01-01T10:00+01:00"),
                "site",
                plain("https://host/x"));
    assertThat(copy)
        .isEqualTo(
            new Copy(
                List.of(new Host("a", 22), new Host("b", 2)),
                Path.of("some/where"),
                Instant.parse("2026-01-01T09:00:00Z"),
                URI.create("https://host/x")));
  }

  @Test
  void nullIsAsIfNotWritten() {
    var build = (Build) bound("fake.build", "branch", plain("a"), "count", plain("~"));
    assertThat(build.count()).isEqualTo(1);
    assertThat(message("fake.build", "branch", fixed(null)))
        .isEqualTo("action `fake.build` needs the argument `branch`");
  }

  @Test
  void aMissingArgumentPointsAtTheStep() {
    message("fake.build");
    assertThat(problems.inFileOrder().get(0).span()).isEqualTo(step);
    assertThat(hint()).isEqualTo("add `branch: ...`, text");
  }

  @Test
  void aMisspeltArgumentIsOneMistake() {
    assertThat(message("fake.build", "brnch", plain("a")))
        .isEqualTo("action `fake.build` has no argument `brnch`");
    assertThat(hint()).isEqualTo("did you mean `branch`?");
  }

  @Test
  void anUnknownArgumentListsWhatThereIs() {
    message("fake.note", "message", plain("a"), "colour", plain("red"));
    assertThat(hint()).isEqualTo("its argument is `message`");
  }

  @Test
  void aNumberIsNotText() {
    assertThat(message("fake.build", "branch", plain("a"), "count", plain("many")))
        .isEqualTo("argument `count` wants an integer, not text");
  }

  @Test
  void aQuotedNumberIsNotANumber() {
    assertThat(message("fake.build", "branch", plain("a"), "count", fixed("3")))
        .isEqualTo("argument `count` wants an integer, not text");
    assertThat(hint()).isEqualTo("write it without quotes");
  }

  @Test
  void aNumberBeyondTheRangeIsRefused() {
    message("fake.build", "branch", plain("a"), "count", plain("1e999999999"));
    assertThat(hint()).isEqualTo("write one from -2147483648 to 2147483647");
  }

  @Test
  void aFractionIsNoInteger() {
    message("fake.build", "branch", plain("a"), "count", plain("1.5"));
    assertThat(hint()).isEqualTo("write a whole number");
  }

  @Test
  void aScalarIsNotAList() {
    assertThat(message("fake.build", "branch", plain("a"), "tags", plain("b")))
        .isEqualTo("argument `tags` wants a list of text, not text");
    assertThat(hint()).isEqualTo("write a list: [...]");
  }

  @Test
  void aListIsNotText() {
    assertThat(message("fake.note", "message", items(plain("a"))))
        .isEqualTo("argument `message` wants text, not a list");
  }

  @Test
  void aChoiceIsCheckedAgainstTheEnum() {
    assertThat(message("fake.build", "branch", plain("a"), "mode", plain("fsat")))
        .isEqualTo("argument `mode` wants one of `fast`, `slow`, `very_slow`");
    assertThat(hint()).isEqualTo("did you mean `fast`?");
  }

  @Test
  void aDurationSaysHowItIsWritten() {
    assertThat(message("fake.build", "branch", plain("a"), "limit", plain("30")))
        .isEqualTo("argument `limit` wants a duration, not a number");
    assertThat(hint()).isEqualTo("write it like 90s, 15m or 1h30m");
  }

  @Test
  void nestedMistakesNameThePath() {
    assertThat(
            message(
                "fake.copy",
                "from",
                plain("a"),
                "to",
                items(entries("name", plain("x"), "prt", plain("1")))))
        .isEqualTo("argument `to[0]` has no key `prt`");
    assertThat(hint()).isEqualTo("did you mean `port`?");
  }

  @Test
  void allMistakesAreReportedAtOnce() {
    bind("fake.build", "count", plain("x"), "tags", plain("y"), "colour", plain("z"));
    assertThat(messages()).hasSize(4);
  }

  @Test
  void aConstructorsRefusalPointsAtTheArgumentItNames() {
    var count = plain("101");
    assertThat(message("fake.build", "branch", plain("a"), "count", count))
        .isEqualTo("action `fake.build`: `count` is at most 100");
    assertThat(problems.inFileOrder().get(0).span()).isEqualTo(count.span());
  }

  @Test
  void anyValueIsReadByTheCoreSchemaAndCheckedByTheAction() {
    assertThat(bound("fake.any", "value", items(plain("a"), plain("1.0"))))
        .isEqualTo(new Any(List.of("a", new BigDecimal("1.0"))));
    assertThat(message("fake.any", "value", plain("5")))
        .isEqualTo("action `fake.any`: `value` is text, or a list");
  }

  @Test
  void aCommandIsATextOrAListOfWordsAsTheyAreWritten() {
    assertThat(bound("fake.shell", "command", plain("1.0"))).isEqualTo(new Shell("1.0", Map.of()));
    var words = items(plain("1e3"), plain("007"), plain("true"), fixed(new BigDecimal("1.80")));
    assertThat(bound("fake.shell", "command", words))
        .isEqualTo(new Shell(List.of("1e3", "007", "true", "1.80"), Map.of()));
    assertThat(bound("fake.shell", "command", items(plain("a"), unknown("x"))))
        .isEqualTo(new Shell(List.of("a", "<known after x>"), Map.of()));
    assertThat(message("fake.shell", "command", items(plain("a"), plain("~"))))
        .isEqualTo("argument `command[1]` wants text, not null");
  }

  @Test
  void aCommandIsNoMap() {
    assertThat(message("fake.shell", "command", entries("a", plain("b"))))
        .isEqualTo("argument `command` wants text or a list of text, not a map");
  }

  @Test
  void anUnknownTextStandsForItself() {
    assertThat(bound("fake.note", "message", unknown("build")))
        .isEqualTo(new Note("<known after build>"));
  }

  @Test
  void anUnknownNumberMakesNoAction() {
    assertThat(bind("fake.build", "branch", plain("a"), "count", unknown("ask"))).isEmpty();
    assertThat(messages()).isEmpty();
  }

  @Test
  void aStandInThatIsRefusedMakesNoAction() {
    var with = entries("value", entries("a", unknown("x")));
    assertThat(type("fake.any").bind(with, step, NO_CONNECTION, problems)).isEmpty();
    assertThat(messages()).isEmpty();
  }

  @Test
  void aCutTextIsNoArgument() {
    assertThat(message("fake.note", "message", fixed(new CutText("end", "the log of `a`"))))
        .isEqualTo("argument `message` uses a text that was too long to keep");
    assertThat(hint()).isEqualTo("all of it is in the log of `a`");
  }

  @Test
  void aConnectionIsMadeOfItsSettings() {
    ActionType.Connections hub =
        (type, name, required, span, own) ->
            Optional.of(
                entries(
                    "url", plain("https://h"), "user", plain(type + name), "token", fixed("t")));
    var with = entries("connection", plain("bot"), "ref", plain("main"));
    var push = type("fake.push").bind(with, step, hub, problems).orElseThrow();
    var expected =
        new Hub(URI.create("https://h"), "fakebot", new Secret("t"), Duration.ofSeconds(10));
    assertThat(push).isEqualTo(new Push(expected, "main", false, null));
  }

  @Test
  void wrongSettingsOfAConnectionAreLocated() {
    ActionType.Connections hub =
        (type, name, required, span, own) ->
            Optional.of(entries("ulr", plain("https://h"), "user", plain("u")));
    assertThat(type("fake.push").bind(entries("ref", plain("a")), step, hub, problems)).isEmpty();
    assertThat(messages()).containsExactly("a `fake` connection has no setting `ulr`");
  }

  @Test
  void anActionThatNeedsAConnectionIsNotMadeWithoutOne() {
    assertThat(message("fake.push", "ref", plain("a"))).isEqualTo("no connection");
  }

  @Test
  void anOptionalConnectionIsNull() {
    assertThat(bound("fake.look")).isEqualTo(new Look(null, "all"));
  }

  @Test
  void outputsOfEveryTypeComeBackFromJson() throws Exception {
    var built =
        new Built(
            17,
            "green",
            URI.create("https://h/17"),
            Duration.ofMinutes(3),
            Instant.parse("2026-01-01T10:00:00Z"),
            Mode.VERY_SLOW,
            List.of(new Host("a", 1)),
            Map.of("x", new BigDecimal("1.50")),
            List.of("free", new BigDecimal("2"), Map.of("k", true)),
            new Captured("end", true),
            Path.of("a/b"),
            new Size(5),
            true,
            null);
    var type = type("fake.build");
    var values = type.values(built);
    assertThat(values)
        .containsEntry("started_at", built.startedAt())
        .containsEntry("mode", "very_slow")
        .containsEntry("size", new BigDecimal("5"))
        .containsEntry("log", new CutText("end", "the step's log"));
    var read = Json.readTyped(Json.writeTyped(values));
    assertThat(read).isEqualTo(values);
    assertThat(type.record(names(read))).isEqualTo(built);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> names(@Nullable Object map) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(map);
  }

  @Test
  void valuesThatAreNoOutputsAreRefused() {
    assertThatThrownBy(() -> type("fake.push").record(Map.of("before", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`after`");
  }

  @Test
  void theTypesOfOutputsAreKnown() {
    var type = type("fake.build").outputsType("step `ci`");
    assertThat(type.lacking()).isEqualTo("step `ci` has no output");
    assertThat(type.fields())
        .containsEntry("number", Type.Plain.NUMBER)
        .containsEntry("started_at", Type.Plain.INSTANT)
        .containsEntry("log", Type.Plain.TEXT)
        .containsEntry("value", Type.Plain.ANY)
        .containsEntry("note", new Type.OrNull(Type.Plain.TEXT))
        .containsEntry("sizes", new Type.MapOf(Type.Plain.NUMBER));
  }

  @Test
  void examplesAreTheActionsOwnOrMadeFromTheTypes() {
    var shell = new Shell("true", Map.of());
    assertThat(type("fake.shell").example(shell))
        .isEqualTo(Map.of("exit_code", BigDecimal.ZERO, "stdout", "example"));
    var build = (Action<?>) bound("fake.build", "branch", plain("x"));
    assertThat(type("fake.build").example(build))
        .containsEntry("number", BigDecimal.ONE)
        .containsEntry("result", "text")
        .containsEntry("mode", "fast");
  }

  @Test
  void argumentsAreTakenBackWithoutSecretsAndConnections() {
    var hub = new Hub(URI.create("https://h"), "u", null, Duration.ZERO);
    var push = new Push(hub, "main", true, new Secret("key"));
    assertThat(type("fake.push").arguments(push)).isEqualTo(Map.of("ref", "main", "force", true));
    var shell = new Shell("a", Map.of("T", new Secret("x")));
    assertThat(type("fake.shell").arguments(shell)).isEqualTo(Map.of("command", "a"));
  }

  @Test
  void anUndoOfItsOwnIsKnown() {
    assertThat(type("fake.push").hasUndo()).isTrue();
    assertThat(type("fake.build").hasUndo()).isFalse();
    var hub = new Hub(URI.create("https://h"), "u", null, Duration.ZERO);
    var undo = new Push(hub, "a", true, null).undo(new Pushed("b", "a")).orElseThrow();
    assertThat(catalog.typeOf(undo)).isSameAs(type("fake.push"));
  }

  @Test
  void argumentsAreDescribed() {
    assertThat(type("fake.build").doc()).contains("builds a branch");
    assertThat(type("fake.build").arguments())
        .contains(
            new ActionType.Part("branch", "text", true, null, "the branch to build"),
            new ActionType.Part("tags", "list of text", false, "[]", null),
            new ActionType.Part("mode", "one of `fast`, `slow`, `very_slow`", false, "fast", null),
            new ActionType.Part("sign_off", "boolean", false, "true", null));
    assertThat(type("fake.push").arguments())
        .contains(
            new ActionType.Part("connection", "name of a `fake` connection", false, null, null));
    assertThat(type("fake.push").needsConnection()).isTrue();
    assertThat(type("fake.look").needsConnection()).isFalse();
    assertThat(type("fake.look").connectionType()).contains("fake");
  }

  @Test
  void aStepShowsWhatMustBeGiven() {
    assertThat(type("fake.build").exampleStep())
        .isEqualTo(
            """
            - id: build
              action: fake.build
              with: { branch: BRANCH }""");
    assertThat(type("fake.copy").exampleStep())
        .endsWith("with: { to: [{ name: NAME }], from: FROM }");
    assertThat(type("fake.look").exampleStep()).isEqualTo("- id: look\n  action: fake.look");
  }

  @Test
  void whetherItMayRunAgainIsKnown() {
    assertThat(type("fake.note").again()).contains(Again.NO);
    assertThat(type("fake.build").again()).contains(Again.NO);
  }

  @Test
  void outputsCanBeShownBeforeAnythingRuns() {
    assertThat(type("fake.shell").exampleOutputs())
        .containsEntry("stdout", "example")
        .containsEntry("exit_code", BigDecimal.ZERO);
    assertThat(type("fake.build").exampleOutputs()).containsKeys("number", "hosts", "note");
  }
}
