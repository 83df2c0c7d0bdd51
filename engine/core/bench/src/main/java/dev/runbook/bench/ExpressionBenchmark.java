package dev.runbook.bench;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Result;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Source;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parses and evaluates a condition; the yardstick is the same condition in Java. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExpressionBenchmark {
  private static final String TEXT = "inputs.count + 1 > 2 and inputs.branch in ['main', 'next']";

  private final Map<String, Object> inputs = Map.of("count", new BigDecimal(3), "branch", "next");
  private final Excerpt excerpt = Excerpt.straight(TEXT, Source.of("text", TEXT).span(0, TEXT.length()));
  private final Expression expression = parse();

  private final dev.runbook.expression.Scope scope =
      new dev.runbook.expression.Scope() {
        @Override
        public Result root(String name) {
          return Result.of(inputs);
        }

        @Override
        public Result now() {
          throw new IllegalStateException("nobody asks for the time");
        }
      };

  @Benchmark
  public Expression parse() {
    return Expression.parse(excerpt, new Problems()).orElseThrow();
  }

  @Benchmark
  public Result evaluate() throws EvaluationException {
    return expression.evaluate(scope);
  }

  @Benchmark
  public boolean inJava() {
    var count = (BigDecimal) inputs.get("count");
    return count.add(BigDecimal.ONE).compareTo(new BigDecimal(2)) > 0
        && List.of("main", "next").contains(inputs.get("branch"));
  }
}
