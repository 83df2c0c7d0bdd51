package dev.runbook.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParseTest {

  private static String reason(Parse parse, String text) {
    return catchThrowableOfType(UnreadableException.class, () -> parse.value(text)).reason();
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "YAML"})
  void valuesAreExact(Parse parse) throws Exception {
    var text = "{\"a\": [1.80, 12345678901234567890.1, null, true, \"1\"], \"b\": {\"c\": -3}}";
    assertThat(parse.value(text))
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(
                    new BigDecimal("1.80"),
                    new BigDecimal("12345678901234567890.1"),
                    null,
                    true,
                    "1"),
                "b",
                Map.of("c", new BigDecimal("-3"))));
  }

  @Test
  void yamlIsReadByTheCoreSchema() throws Exception {
    var text =
        "{ a: yes, b: 0x1F, c: 0o17, d: .inf, e: 2026-01-01, 1: one, f: ~, g: 1e3, h: 1e2000 }";
    assertThat((Map<?, ?>) Parse.YAML.value(text))
        .hasToString("{a=yes, b=31, c=15, d=.inf, e=2026-01-01, 1=one, f=null, g=1E+3, h=1e2000}");
    assertThat(Parse.YAML.value("")).isNull();
  }

  @Test
  void linesAreAList() throws Exception {
    assertThat(Parse.LINES.value("a\r\n\nb")).isEqualTo(List.of("a", "", "b"));
    assertThat(Parse.LINES.value("")).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": 1                         | not JSON: the text ends too early
          ''                              | not JSON: the text ends too early
          hello                           | not JSON: malformed text at line 1, column 1
          {"a": tru}                      | not JSON: malformed text at line 1, column 7
          {"a": 1, "a": 2}                | not JSON: the same key twice at line 1, column 13
          1 2                             | not JSON: malformed text at line 1, column 4
          [1e9999999999]                  | not JSON: a number beyond 1000 digits or 1e1000 at line 1, column 14
          """)
  void whatIsNoJsonIsToldWithItsPlace(String text, String reason) {
    assertThat(reason(Parse.JSON, text)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: [1'           | not YAML: expected ',' or ']', but got <stream end> at line 1, column 6
          'a: b: c'         | not YAML: mapping values are not allowed here at line 1, column 5
          'a: 1\na: 2'      | not YAML: found duplicate key a at line 2, column 1
          """)
  void whatIsNoYamlIsToldWithItsPlace(String text, String reason) {
    assertThat(reason(Parse.YAML, text.replace("\\n", "\n"))).isEqualTo(reason);
  }

  @Test
  void hostileTextsAreRefusedInBoundedTime() {
    var bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (var i = 1; i < 24; i++) {
      bomb.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
    }
    assertThat(reason(Parse.YAML, bomb.toString())).contains("aliases make it too large");
    assertThat(reason(Parse.YAML, "[".repeat(100_000))).contains("more than 100 deep");
    assertThat(reason(Parse.JSON, "[".repeat(100_000))).contains("more than 100 deep");
    assertThat(reason(Parse.YAML, "!!java.net.URL [x]")).startsWith("not YAML: ");
    assertThat(reason(Parse.YAML, "a: 1\n---\nb: 2")).startsWith("not YAML: ");
  }
}
