package dev.runbook.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Problems;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoEscapeTest {
  static List<String> escapes() {
    return Escapes.TEXTS;
  }

  @ParameterizedTest
  @MethodSource("escapes")
  void whatDoesMoreThanReadValuesIsNoExpression(String text) {
    var problems = new Problems();
    assertThat(Expression.parse(Samples.excerpt(text), problems)).isEmpty();
    assertThat(problems.hasErrors()).isTrue();
  }

  /**
   * Such as {@code class} of whatever a server answered: maps have what they hold, nothing else.
   */
  @ParameterizedTest
  @ValueSource(strings = {"class", "getClass", "size", "bytes", "empty", "declaringClass"})
  void noValueHasAPropertyOfJava(String name) {
    for (var value :
        List.of(
            Map.of("a", 1),
            List.of("a"),
            "text",
            BigDecimal.ONE,
            true,
            Duration.ZERO,
            Instant.EPOCH)) {
      for (var text :
          List.of("it." + name, "it['" + name + "']", "has(it." + name + ") ? 1 : it")) {
        var scope = Samples.scope(Map.of("it", value));
        assertThat(result(text, scope)).as(text + " of " + value).isIn("", value);
      }
    }
  }

  /** Returns the value; empty where there is none. */
  private static Object result(String text, Scope scope) {
    try {
      var known = (Result.Known) Samples.expression(text).evaluate(scope);
      return Objects.requireNonNull(known.value());
    } catch (EvaluationException e) {
      return "";
    }
  }
}
