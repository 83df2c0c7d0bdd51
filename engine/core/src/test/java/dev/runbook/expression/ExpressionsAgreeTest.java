package dev.runbook.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.expression.PlainEvaluator.Not;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares the engine with {@link PlainEvaluator}; {@code -Dexpression.seed=N} repeats a run. */
class ExpressionsAgreeTest {
  private static final int EXPRESSIONS = 24_000;

  private static final Map<String, @Nullable Object> NAMES = names();

  private static Map<String, @Nullable Object> names() {
    var map = new HashMap<String, @Nullable Object>();
    map.put("k", new BigDecimal("1.50"));
    map.put("z", null);
    var names = new HashMap<String, @Nullable Object>();
    names.put("three", new BigDecimal("3"));
    names.put("half", new BigDecimal("0.50"));
    names.put("ab", "ab");
    names.put("empty", "");
    names.put("word", "Zürich 😀 ");
    names.put("yes", true);
    names.put("no", false);
    names.put("numbers", List.of(new BigDecimal("3"), new BigDecimal("1.0"), BigDecimal.ONE));
    names.put("words", List.of("b", "a", "b", ""));
    names.put("maps", List.of(Map.of("k", "a"), map));
    names.put("mixed", Arrays.asList("a", null, BigDecimal.TEN));
    names.put("map", map);
    names.put("limit", Duration.ofSeconds(90));
    names.put("start", Instant.parse("2026-11-23T09:00:00Z"));
    names.put("nothing", null);
    names.put("later", Not.unknown("later"));
    names.put("never", Not.unknown("never", "later"));
    names.put("gone", Not.MISSING);
    return names;
  }

  private static final Scope SCOPE =
      new Scope() {
        @Override
        public Result root(String name) {
          var value = NAMES.get(name);
          if (value == Not.MISSING) {
            return new Result.Missing("step `gone` was skipped", null);
          }
          return value instanceof Not not ? new Result.Unknown(not.after()) : Result.of(value);
        }

        @Override
        public Result now() {
          return Result.of(Instant.EPOCH);
        }
      };

  @Test
  void randomExpressionsHaveTheValueThatTheReferenceGives() {
    var seed = Long.getLong("expression.seed", System.nanoTime());
    System.out.println("expression.seed=" + seed);
    var trees = new RandomTrees(new Random(seed));
    var reference = new PlainEvaluator(NAMES);
    var counts = new HashMap<String, Integer>();
    for (var i = 0; i < EXPRESSIONS; i++) {
      var tree = trees.tree(1 + i % 6);
      var text = trees.write(tree);
      var expected = shown(reference.value(tree));
      var actual = evaluated(text);
      if (expected.startsWith("unknown ") && !actual.equals(expected)) {
        assertThatARunAgrees(tree, actual, "seed %d: %s".formatted(seed, text));
      } else {
        assertThat(actual).as("seed %d: %s", seed, text).isEqualTo(expected);
      }
      counts.merge(expected.replaceFirst(" .*", ""), 1, Integer::sum);
    }
    // Each kind of end is well represented, or the comparison would say little.
    assertThat(counts.get("value")).isGreaterThan(EXPRESSIONS / 5);
    assertThat(counts.get("error")).isGreaterThan(EXPRESSIONS / 20);
    assertThat(counts.get("unknown")).isGreaterThan(EXPRESSIONS / 20);
  }

  /**
   * Lists and maps with unknown parts are known in part, which the reference does not know: what is
   * told of them before a run must come true whatever the unknown ones turn out to be, unless they
   * turn out wrong.
   */
  private static void assertThatARunAgrees(PlainEvaluator.Tree tree, String actual, String where) {
    if (actual.startsWith("unknown ")) {
      assertThat(actual).as(where).matches("unknown \\[(later|never)]");
      return;
    }
    for (var value : List.of("a", BigDecimal.TEN, true, List.of("a"), Map.of("k", "a"))) {
      var names = new HashMap<>(NAMES);
      names.put("later", value);
      names.put("never", value);
      var expected = shown(new PlainEvaluator(names).value(tree));
      if (actual.equals("error") || !expected.equals("error")) {
        assertThat(actual).as(where + " with " + value).isEqualTo(expected);
      }
    }
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof Not not) {
      return not.isUnknown() ? "unknown " + not.after() : "error";
    }
    return "value " + Values.typeName(value) + " " + Values.text(value);
  }

  private static String evaluated(String text) {
    try {
      var result = Samples.expression(text).evaluate(SCOPE);
      return result instanceof Result.Unknown unknown
          ? "unknown " + new TreeSet<>(unknown.after())
          : shown(((Result.Known) result).value());
    } catch (EvaluationException e) {
      assertThat(e.diagnostic().message()).isNotEmpty();
      return "error";
    }
  }
}
