package dev.runbook.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.diagnostic.Problems;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static @Nullable Object value(String text) throws EvaluationException {
    return ((Result.Known) Samples.expression(text).evaluate(Samples.SCOPE)).value();
  }

  private static Result partly(String text) throws EvaluationException {
    var names =
        Map.of(
            "later", Result.unknown("build"),
            "other", Result.unknown("test"),
            "gone", new Result.Missing("step `gone` was skipped", null));
    return Samples.expression(text).evaluate(Samples.scope(names));
  }

  private static String rendered(String template) throws EvaluationException {
    var parsed = Template.parse(Samples.excerpt(template), new Problems());
    return Values.text(((Result.Known) parsed.evaluate(Samples.SCOPE)).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1 + 0.2 == 0.3",
        "1 == 1.0 and [1] == [1.00] and {'a': 1} == {'a': 1.0}",
        "10 / 4 == 2.5 and 7 % 3 == 1 and -7 % 3 == -1",
        "2 + 3 * 4 == 14 and (2 + 3) * 4 == 20 and -2 + 3 == 1",
        "not false and not (true and false) or false",
        "true or 1 / 0 == 1",
        "false == (false and 1 / 0 == 1)",
        "'10' != '9' and '10' < '9' and 10 > 9",
        "15 in [15, 16] and 'a' in 'abc' and 'k' in {'k': null} and 1 not in [2]",
        "inputs.note == null and null == inputs.note and inputs.name != null",
        "default(inputs.note, 'x') == 'x' and default(steps.gone.outputs.number, 0) == 0",
        "has(inputs.name) and not has(inputs.note) and not has(steps.gone.outputs.number)",
        "not has(output.nope) and not has(output.list[7]) and output.list[-1] == 1",
        "run.started_at + duration('1h') > run.started_at and now() - run.started_at =="
            + " duration('1h')",
        "inputs.limit == duration('1h30m') and inputs.limit * 2 == duration('3h')",
        "'it\\'s' == \"it's\"",
        "matches('2026.11', '\\d+\\.\\d+') and not matches('x2026.11', '\\d+\\.\\d+')",
        "len('a😀') == 2 and len([1, 2]) == 2 and len({'a': 1}) == 1",
        "join(['a', 1.80, true], '-') == 'a-1.80-true' and join([], ',') == ''",
        "split('a,b', ',') == ['a', 'b'] and split('', ',') == [] and len(split('a\\n"
            + "b', '\\n"
            + "')) == 2",
        "sum([0.1, 0.2]) == 0.3 and mean([1, 2]) == 1.5 and min([2, 1]) == 1 and max([2, 1]) == 2",
        "round(2.5) == 3 and round(-2.5) == -3 and round(1.255, 2) == 1.26 and round(1234, -2) =="
            + " 1200",
        "keys({'b': 1, 'a': 2}) == ['b', 'a'] and values({'b': 1}) == [1]",
        "compact([1, null]) == [1] and sort([2, 1]) == [1, 2] and unique([1, 1.0, 2]) == [1, 2]",
        "range(1, 4) == [1, 2, 3] and range(3, 1) == []",
        "quote('a b') == \"'a b'\" and quote('it\\'s') == \"'it'\\\\''s'\" and quote('a-b') =="
            + " 'a-b'",
        "json({'a': [1.50, 'x', null, 1000 * 1000]}) == '{\"a\":[1.50,\"x\",null,1000000]}'",
        "date(run.started_at, 'yyyyMMdd HH:mm', 'UTC') == '20261123 09:00'",
        "pluck([output.maps[0]], 'name') == ['x']",
        "(inputs.flag ? 1 : 'x') == 1"
      })
  void holds(String condition) throws EvaluationException {
    assertThat(value(condition)).as(condition).isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${inputs.count}|1.80",
        "a ${inputs.count} b|a 1.80 b",
        "${inputs.count * 1}|1.8",
        "${1 / 3}|0.3333333333333333333333333333333333",
        "${2 / 3}|0.6666666666666666666666666666666667",
        "${1e3}|1000",
        "${100 * 10}|1000",
        "${99999999999999999999 + 1}|100000000000000000000",
        "${inputs.limit}|1h30m",
        "$${inputs.count}|${inputs.count}",
        "$$${inputs.count}|$${inputs.count}",
        "${ {'a': '}'}.a }|}",
        "x${inputs.names}|x[\"a\",\"b\"]",
        "cost: $5|cost: $5"
      })
  void aTemplateIsWrittenAs(String template, String text) throws EvaluationException {
    assertThat(rendered(template)).isEqualTo(text);
  }

  @Test
  void whatIsUnknownMayNotBeNeeded() throws EvaluationException {
    assertThat(partly("later and false")).isEqualTo(Result.of(false));
    assertThat(partly("later or true")).isEqualTo(Result.of(true));
    assertThat(partly("later and true")).isEqualTo(Result.unknown("build"));
    assertThat(partly("later and other")).isEqualTo(new Result.Unknown(Set.of("build", "test")));
    assertThat(partly("later + 1 == 2 or gone")).isEqualTo(Result.unknown("build"));
    assertThat(partly("default(gone, 1)")).isEqualTo(Result.of(BigDecimal.ONE));
    assertThat(partly("default(later, 1)")).isEqualTo(Result.unknown("build"));
    assertThat(partly("[later, other][0]")).isInstanceOf(Result.Unknown.class);
    assertThatThrownBy(() -> partly("later + 1 / 0")).isInstanceOf(EvaluationException.class);
  }

  @Test
  void aSkippedStepIsAnErrorThatSaysWhy() {
    assertThatThrownBy(() -> value("steps.gone.outputs.number > 1"))
        .hasMessage("step `gone` was skipped: its `when` was false");
  }

  @Test
  void aFailedConditionShowsWhatItSaw() {
    var condition = Samples.expression("steps.build.outputs.number > 20 and inputs.name == 'x'");
    assertThat(condition.seen(Samples.SCOPE)).containsExactly("steps.build.outputs.number is 17");
    assertThat(Samples.expression("secrets.token == inputs.name").seen(Samples.SCOPE))
        .containsExactly("secrets.token is ***", "inputs.name is 'web'");
    assertThat(Samples.expression("output.long == ''").seen(Samples.SCOPE))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(100).endsWith("..."));
    assertThat(Samples.expression("1 == 2").seen(Samples.SCOPE)).isEmpty();
  }

  @Test
  void referencesAreFoundAsFarAsTheyAreWrittenOut() {
    var expression = Samples.expression("a.b['c'].d + e[f.g].h + default(i, [j.k])");
    var paths = expression.references().stream().map(r -> String.join(".", r.path())).toList();
    assertThat(paths).containsExactly("a.b.c.d", "e", "f.g", "i", "j.k");
  }

  @Test
  void aSecretStaysASecretInAText() {
    var problems = new Problems();
    for (var text :
        List.of(
            "'x' + secrets.token",
            "quote(secrets.token)",
            "json([secrets.token])",
            "default(secrets.token, 'x')",
            "inputs.flag ? secrets.token : ''")) {
      assertThat(Samples.expression(text).check(Samples.NAMES, problems))
          .as(text)
          .isEqualTo(Type.Plain.SECRET);
    }
    var template = Template.parse(Samples.excerpt("Bearer ${secrets.token}"), problems);
    assertThat(template.check(Samples.NAMES, problems)).isEqualTo(Type.Plain.SECRET);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aBrokenTemplateIsReportedOnce() {
    var problems = new Problems();
    var template = Template.parse(Samples.excerpt("${inputs.} and ${1 +}"), problems);
    assertThat(problems.count()).isEqualTo(2);
    assertThat(template.constant()).isEmpty();
    assertThat(template.check(Samples.NAMES, problems)).isEqualTo(Type.Plain.ANY);
    assertThat(problems.count()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H30M,1h30m",
    "PT0.5S,500ms",
    "PT0S,0s",
    "PT36H,1d12h",
    "PT61.5S,1m1.5s",
    "-PT1M,-1m"
  })
  void durationsAreWrittenAsOperatorsDo(Duration duration, String text) {
    assertThat(Values.text(duration)).isEqualTo(text);
    if (!duration.isNegative()) {
      assertThat(Values.duration(text)).isEqualTo(duration);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "1m1h",
        "1h1h",
        "1.h",
        ".5s",
        "1x",
        "-1s",
        "1 h",
        "1..5s",
        "99999999999d"
      })
  void otherTextsAreNoDurations(String text) {
    assertThatThrownBy(() -> Values.duration(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyFunctionOfTheLanguageIsThere() {
    var names = new ArrayList<String>();
    Functions.all().forEach(function -> names.add(function.name()));
    assertThat(String.join(" ", names))
        .isEqualTo(
            "len join split contains matches replace lower upper trim quote min max sum mean round"
                + " keys values pluck compact sort unique range default has json date duration"
                + " now");
  }
}
