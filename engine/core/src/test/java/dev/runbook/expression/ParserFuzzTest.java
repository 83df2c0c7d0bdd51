package dev.runbook.expression;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.runbook.diagnostic.Problems;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Any text is an expression or has a message; {@code -Dexpression.seed=N} repeats a run. */
class ParserFuzzTest {
  private static final int TEXTS = 20_000;
  private static final List<String> WORDS =
      List.of(
          "a",
          "inputs",
          "not",
          "in",
          "and",
          "or",
          "true",
          "null",
          "1",
          "1.5",
          "1e9",
          "'x'",
          "\"y\"",
          "'",
          "\"",
          "\\",
          "\\u0041",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ".",
          "?",
          ":",
          "==",
          "=",
          "!",
          "!=",
          "<",
          "<=",
          "+",
          "-",
          "*",
          "/",
          "%",
          "&&",
          "||",
          "|",
          ";",
          "${",
          "$${",
          "$",
          "new",
          "len",
          "default",
          "has",
          "if",
          "import",
          "Runtime",
          "getClass",
          "\n",
          "#",
          "@",
          "é",
          "\uD83D");

  private final long seed = Long.getLong("expression.seed", System.nanoTime());
  private final Random random = new Random(seed);

  private void each(Function<Random, String> texts) {
    System.out.println("expression.seed=" + seed);
    assertTimeoutPreemptively(
        ofSeconds(60),
        () -> {
          for (var i = 0; i < TEXTS; i++) {
            parse(texts.apply(random));
          }
        });
  }

  private void parse(String text) {
    var problems = new Problems();
    var expression = Expression.parse(Samples.excerpt(text), problems);
    assertThat(expression.isEmpty()).as("seed %d: %s", seed, text).isEqualTo(problems.hasErrors());
    assertThat(problems.count()).isLessThanOrEqualTo(1);
    problems.inFileOrder().forEach(each -> assertThat(each.span()).isNotNull());
    expression.ifPresent(one -> one.check(Samples.NAMES, new Problems()));
    Template.parse(Samples.excerpt(text), new Problems()).check(Samples.NAMES, new Problems());
  }

  @Test
  void randomCharactersAreReadOrRefused() {
    each(
        random ->
            random
                .ints(random.nextInt(40), 0, random.nextBoolean() ? 128 : 0x3000)
                .collect(StringBuilder::new, (t, c) -> t.append((char) c), StringBuilder::append)
                .toString());
  }

  @Test
  void randomWordsAreReadOrRefused() {
    each(
        random -> {
          var text = new StringBuilder();
          for (var i = random.nextInt(14); i >= 0; i--) {
            text.append(WORDS.get(random.nextInt(WORDS.size())))
                .append(random.nextInt(3) == 0 ? " " : "");
          }
          return text.toString();
        });
  }

  @Test
  void whatIsTooLargeOrTooDeepIsRefused() {
    for (var text :
        List.of(
            "(".repeat(100_000),
            "not ".repeat(100_000) + "true",
            "- ".repeat(100_000) + "1",
            "[".repeat(100_000),
            "1 + ".repeat(100_000) + "1",
            "a".repeat(10) + ".b".repeat(100_000),
            "true ? ".repeat(100_000),
            "{'a': ".repeat(100_000),
            "1".repeat(100_000),
            "1e999999999",
            "[" + "1, ".repeat(600) + "1]")) {
      parse(text);
      assertThat(Expression.parse(Samples.excerpt(text), new Problems())).isEmpty();
    }
  }
}
