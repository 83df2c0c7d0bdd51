package dev.runbook.catalog;

import static dev.runbook.catalog.Givens.entries;
import static dev.runbook.catalog.Givens.fixed;
import static dev.runbook.catalog.Givens.items;
import static dev.runbook.catalog.Givens.place;
import static dev.runbook.catalog.Givens.plain;
import static dev.runbook.catalog.Givens.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Template;
import dev.runbook.expression.Type;
import dev.runbook.model.Declaration;
import dev.runbook.model.Declaration.Field;
import dev.runbook.model.Declaration.Kind;
import dev.runbook.model.Declaration.Shape;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.text.Excerpt;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BindingTest {
  private final Problems problems = new Problems();

  private @Nullable Object read(Kind kind, Given given) {
    var bound = Binding.read(Shape.of(kind), "x", given, problems);
    assertThat(messages()).isEmpty();
    return bound.orElseThrow().value();
  }

  private String message(Declaration declaration, Given given) {
    assertThat(Binding.read(declaration, given, problems)).isEmpty();
    assertThat(messages()).hasSize(1);
    return messages().get(0);
  }

  private String message(Kind kind, Given given) {
    return message(declared(Shape.of(kind)), given);
  }

  private List<String> messages() {
    return problems.inFileOrder().stream().map(Diagnostic::message).toList();
  }

  private @Nullable String hint() {
    return problems.inFileOrder().get(0).hint();
  }

  private static Word word(String text) {
    return new Word(text, place());
  }

  private static Value value(String text) {
    var template = Template.parse(Excerpt.straight(text, place()), new Problems());
    return new Value.Scalar(template, true);
  }

  private static Declaration declared(Shape shape) {
    return limited(shape, null, null, null);
  }

  private static Declaration limited(
      Shape shape, @Nullable String pattern, @Nullable Value min, @Nullable Value max) {
    var regex = pattern == null ? null : word(pattern);
    return new Declaration(
        word("x"), shape, place(), null, List.of(), regex, min, max, null, true, null);
  }

  private static Declaration choice(Shape shape, String... choices) {
    var values = Arrays.stream(choices).map(BindingTest::value).toList();
    return new Declaration(
        word("x"), shape, place(), null, values, null, null, null, null, true, null);
  }

  @Test
  void everyTypeIsRead() {
    assertThat(read(Kind.STRING, plain("a"))).isEqualTo("a");
    assertThat(read(Kind.INTEGER, plain("15"))).isEqualTo(new BigDecimal("15"));
    assertThat(read(Kind.NUMBER, plain("1.50"))).isEqualTo(new BigDecimal("1.50"));
    assertThat(read(Kind.BOOLEAN, plain("true"))).isEqualTo(true);
    assertThat(read(Kind.DURATION, plain("90s"))).isEqualTo(Duration.ofSeconds(90));
    assertThat(read(Kind.SIZE, plain("1KiB"))).isEqualTo(new BigDecimal("1024"));
    assertThat(read(Kind.PATH, plain("a/b"))).isEqualTo("a/b");
    assertThat(read(Kind.URL, plain("https://h/x"))).isEqualTo("https://h/x");
    assertThat(read(Kind.SECRET, plain("s3"))).isEqualTo("s3");
    assertThat(read(Kind.LIST, items(plain("1"), plain("a"))))
        .isEqualTo(List.of(new BigDecimal("1"), "a"));
    assertThat(read(Kind.MAP, entries("k", plain("v")))).isEqualTo(Map.of("k", "v"));
    assertThat(read(Kind.ANY, plain("no"))).isEqualTo("no");
    assertThat(read(Kind.ANY, plain("null"))).isNull();
  }

  @Test
  void aPlainNumberForAStringWantsQuotes() {
    assertThat(message(Kind.STRING, plain("1.80"))).isEqualTo("`x` wants text, not a number");
    assertThat(hint()).isEqualTo("write quotes: '1.80'");
  }

  @Test
  void aUrlSaysItsScheme() {
    assertThat(message(Kind.URL, plain("host/x"))).isEqualTo("`x` wants a url");
    assertThat(hint()).isEqualTo("write it like https://host/path");
  }

  @Test
  void aRequiredValueIsNotNull() {
    assertThat(message(Kind.ANY, plain("~"))).isEqualTo("`x` is required, so it cannot be null");
  }

  @Test
  void somethingUnknownIsNeitherReadNorWrong() {
    assertThat(Binding.read(declared(Shape.of(Kind.NUMBER)), unknown("s"), problems)).isEmpty();
    assertThat(messages()).isEmpty();
  }

  @Test
  void aMapWithKnownNamesHasThemAll() {
    var fields = List.of(new Field(word("host"), Shape.of(Kind.STRING)));
    var declaration = declared(new Shape(Kind.MAP, null, fields));
    assertThat(message(declaration, entries("hots", plain("a"))))
        .isEqualTo("`x` has no key `hots`");
    assertThat(Binding.read(declaration, entries("host", plain("a")), new Problems()))
        .contains(new Binding.Bound(Map.of("host", "a")));
    assertThat(Binding.type(declaration))
        .isEqualTo(new Type.Fields("no key", Map.of("host", Type.Plain.TEXT), true));
  }

  @Test
  void aComputedListIsOneMistake() {
    var declaration = declared(new Shape(Kind.LIST, Shape.of(Kind.INTEGER), List.of()));
    assertThat(message(declaration, fixed(List.of("a", "b"))))
        .isEqualTo("`x[0]` wants an integer, not text");
  }

  @Test
  void theWholeValueMatchesThePattern() {
    var version = limited(Shape.of(Kind.STRING), "\\d{8}\\.\\d+", null, null);
    assertThat(Binding.read(version, fixed("20261123.0"), problems)).isPresent();
    assertThat(message(version, fixed("x20261123.0"))).isEqualTo("`x` must match `\\d{8}\\.\\d+`");
  }

  @Test
  void aPatternThatNeverEndsIsGivenUp() {
    var slow = limited(Shape.of(Kind.STRING), "(a+)+b", null, null);
    assertThat(message(slow, fixed("a".repeat(60)))).contains("`x`");
  }

  @Test
  void choicesAreCompared() {
    var declaration = choice(Shape.of(Kind.STRING), "staging", "production");
    assertThat(Binding.read(declaration, fixed("staging"), problems)).isPresent();
    assertThat(message(declaration, fixed("stagign")))
        .isEqualTo("`x` must be `staging` or `production`");
    assertThat(hint()).isEqualTo("did you mean `staging`?");
  }

  @Test
  void choicesHoldForEachItemOfAList() {
    var declaration = choice(new Shape(Kind.LIST, Shape.of(Kind.INTEGER), List.of()), "15", "16");
    assertThat(Binding.read(declaration, items(plain("16"), plain("15")), problems)).isPresent();
    assertThat(message(declaration, items(plain("16"), plain("17"))))
        .isEqualTo("each item of `x` must be `15` or `16`");
  }

  @Test
  void boundsHold() {
    var declaration = limited(Shape.of(Kind.DURATION), null, value("1m"), value("1h"));
    assertThat(Binding.read(declaration, plain("5m"), problems)).isPresent();
    assertThat(message(declaration, plain("5s"))).isEqualTo("`x` must be at least 1m");
  }

  @Test
  void choicesAreOfTheType() {
    Binding.check(choice(Shape.of(Kind.INTEGER), "1", "many"), problems);
    assertThat(messages()).containsExactly("`x` wants an integer, not text");
  }

  @Test
  void withoutATypeTheCoreSchemaHolds() {
    assertThat(Binding.any(plain("0o17"))).isEqualTo(new BigDecimal("15"));
    assertThat(Binding.any(plain("True"))).isEqualTo(true);
    assertThat(Binding.any(plain("on"))).isEqualTo("on");
    assertThat(Binding.any(plain(".5e1"))).isEqualTo(new BigDecimal("5"));
    assertThat(Binding.any(items(plain("1"), fixed("1"))))
        .isEqualTo(List.of(new BigDecimal("1"), "1"));
  }

  @Test
  void anOptionalInputIsPerhapsNull() {
    var optional =
        new Declaration(
            word("x"),
            Shape.of(Kind.SIZE),
            place(),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            false,
            null);
    assertThat(Binding.type(optional)).isEqualTo(new Type.OrNull(Type.Plain.NUMBER));
    assertThat(Binding.read(optional, plain(""), problems)).contains(new Binding.Bound(null));
  }
}
