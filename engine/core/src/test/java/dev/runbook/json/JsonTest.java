package dev.runbook.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void valuesAreRead() throws JsonException {
    var expected = new LinkedHashMap<String, @Nullable Object>();
    expected.put("z", null);
    expected.put("a", List.of(true, false, "x", new BigDecimal("1.80"), new BigDecimal("-0.5E+3")));
    expected.put("m", Map.of());
    var read = Json.read(" {\"z\": null, \"a\": [true, false, \"x\", 1.80, -0.5e3], \"m\": {} }\n");
    assertThat(read).isEqualTo(expected);
    assertThat(String.valueOf(read)).isEqualTo("{z=null, a=[true, false, x, 1.80, -5E+2], m={}}");
  }

  @Test
  void numbersKeepTheirScaleAsWritten() throws JsonException {
    for (var text : List.of("1.80", "0", "1E+3", "12345678901234567890.000", "1E-7", "0.0000001")) {
      var number = Json.read(text);
      assertThat(number).isEqualTo(new BigDecimal(text));
      assertThat(Json.read(Json.write(number))).isEqualTo(number);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1001", "1e-1001", "1e999999999", "1e99999999999", "0e5000"})
  void hugeExponentsAreRefused(String text) {
    assertThatThrownBy(() -> Json.read(text))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("a number beyond 1000 digits or 1e1000");
  }

  @Test
  void numbersHaveAtMostAThousandDigits() throws JsonException {
    var longest = "9".repeat(1000);
    assertThat(Json.read(longest)).isEqualTo(new BigDecimal(longest));
    assertThat(Json.read("[" + longest + "," + longest + "]")).isInstanceOf(List.class);
    for (var length : List.of(1001, 1100, 5000)) {
      assertThatThrownBy(() -> Json.read("1" + "0".repeat(length)))
          .isInstanceOf(JsonException.class);
      assertThatThrownBy(() -> Json.write(BigInteger.TEN.pow(length)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\": 1, \"a\": 2}|not JSON near line 1, column 13: the key `a` twice",
        "[1 2]|not JSON near line 1, column 5: unterminated array",
        "[1, nul]|not JSON near line 1, column 5: unexpected text",
        "{\"a\": 1} {}|not JSON near line 1, column 11: unexpected text",
        "[1,|not JSON: the text ends too early",
      })
  void mistakesAreToldWithTheirPlace(String text, String message) {
    assertThatThrownBy(() -> Json.read(text)).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "True",
        "nul",
        "01",
        "1.",
        ".5",
        "+1",
        "NaN",
        "Infinity",
        "-",
        "'a'",
        "[1,]",
        "[,1]",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{\"a\"=1}",
        "{1:2}",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"\\'\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"a",
        "[1;2]",
        "[1] // c",
        "/* c */ 1",
        "# c\n1",
        "1 2",
        "[}",
        ")]}'\n1",
        "0x10",
        "\u00a01"
      })
  void whatIsNotJsonIsRefused(String text) {
    assertThatThrownBy(() -> Json.read(text))
        .isInstanceOf(JsonException.class)
        .message()
        .startsWith("not JSON")
        .doesNotContain("\n", "JsonReader", "http");
  }

  @Test
  void nestingIsBounded() throws JsonException {
    var deepest = "[".repeat(200) + "]".repeat(200);
    assertThat(Json.write(Json.read(deepest))).isEqualTo(deepest);
    assertThatThrownBy(() -> Json.read("[" + deepest + "]"))
        .hasMessageContaining("lists and maps more than 200 deep");
    assertThatThrownBy(() -> Json.read("[".repeat(1_000_000))).isInstanceOf(JsonException.class);
    var deep = Json.read(deepest);
    assertThatThrownBy(() -> Json.write(Arrays.asList(deep)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void escapedMapsMayStandAsDeepAsOthers() throws JsonException {
    Object value = "x";
    for (var i = 0; i < 200; i++) {
      value = Map.of("$duration", value);
    }
    assertThat(Json.readTyped(Json.writeTyped(value))).isEqualTo(value);
  }

  @Test
  void valuesCannotBeModified() throws JsonException {
    for (var text : List.of("[1]", "[]")) {
      assertThat(Json.read(text))
          .isInstanceOfSatisfying(
              List.class,
              list ->
                  assertThatThrownBy(() -> list.remove(0))
                      .isInstanceOf(UnsupportedOperationException.class));
    }
    for (var text : List.of("{\"a\": 2}", "{}")) {
      assertThat(Json.read(text))
          .isInstanceOfSatisfying(
              Map.class,
              map ->
                  assertThatThrownBy(() -> map.remove("a"))
                      .isInstanceOf(UnsupportedOperationException.class));
    }
  }

  @Test
  void loneSurrogatesSurviveUtf8() throws JsonException {
    for (var text : List.of("a\ud83d", "\ude00\ud83d", "\ud83d\ude00\ude00", "\ud83d\ude00")) {
      var value = Map.of(text, List.of(text));
      var bytes = Json.write(value).getBytes(StandardCharsets.UTF_8);
      assertThat(Json.read(new String(bytes, StandardCharsets.UTF_8))).isEqualTo(value);
    }
    assertThat(Json.write("\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
    assertThat(Json.write("a\ud83d\u2028\u0000")).isEqualTo("\"a\\ud83d\\u2028\\u0000\"");
    assertThat(Json.write("\ud83d\ude00".repeat(100_000))).hasSize(200_002);
  }

  @Test
  void timesAreTextForOthersAndTypedForUs() throws JsonException {
    var value =
        List.of(
            Duration.ofSeconds(5),
            Instant.parse("2026-11-23T09:00:00Z"),
            new CutText("end", "the log of step build"));
    assertThat(Json.write(value))
        .isEqualTo(
            "[\"PT5S\",\"2026-11-23T09:00:00Z\","
                + "{\"kept\":\"end\",\"whole\":\"the log of step build\"}]");
    var typed = Json.writeTyped(value);
    assertThat(typed)
        .isEqualTo(
            "[{\"$duration\":\"PT5S\"},{\"$instant\":\"2026-11-23T09:00:00Z\"},"
                + "{\"$cut\":\"end\",\"$whole\":\"the log of step build\"}]");
    assertThat(Json.readTyped(typed)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$else\":1}",
        "{\"$duration\":1}",
        "{\"$duration\":\"five\"}",
        "{\"$instant\":\"today\"}",
        "{\"$duration\":\"PT1S\",\"a\":1}",
        "{\"$cut\":\"a\"}",
        "{\"$cut\":\"a\",\"b\":1}",
        "{\"$map\":1}",
        "{\"$map\":{},\"a\":1}"
      })
  void unknownTypesAreRefused(String text) {
    assertThatThrownBy(() -> Json.readTyped(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void prettyIsForPeople() {
    var value = new LinkedHashMap<String, Object>();
    value.put("a", List.of(BigDecimal.ONE, 2L));
    value.put("b", Map.of());
    assertThat(Json.writePretty(value))
        .isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
  }

  @Test
  void whatIsNoValueIsRefusedWithoutShowingIt() {
    for (var odd : List.of(1.5, Path.of("hidden"), Map.of(1, 2))) {
      assertThatThrownBy(() -> Json.write(odd))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain("hidden");
    }
    var map = new HashMap<@Nullable String, Object>();
    map.put(null, 1);
    assertThatThrownBy(() -> Json.writeTyped(map)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsWrittenTypedIsReadEqual() throws JsonException {
    var values = new RandomValues(2611);
    for (var i = 0; i < 5000; i++) {
      var value = values.next();
      var text = Json.writeTyped(value);
      assertThat(text).doesNotContain("\n");
      assertThat(Json.readTyped(text)).as(text).isEqualTo(value);
    }
  }

  @Test
  void whatIsWrittenPlainlyIsReadAndWrittenTheSame() throws JsonException {
    var values = new RandomValues(2612);
    var texts = new ArrayList<String>();
    for (var i = 0; i < 2000; i++) {
      var text = Json.write(values.next());
      assertThat(Json.write(Json.read(text))).isEqualTo(text);
      assertThat(Json.read(Json.writePretty(Json.read(text)))).isEqualTo(Json.read(text));
      texts.add(text);
    }
    assertThat(texts).anyMatch(text -> text.length() > 200);
  }
}
