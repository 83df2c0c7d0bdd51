package dev.runbook.expression;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Source;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The template parser and the expression gate, as the fuzzer calls them. Whatever is thrown is a
 * finding, and so is a method of a value that is reached.
 */
public final class Gate {
  private static final int LONGEST = 2_000;
  private static final Names NAMES =
      new Names(Map.of("inputs", Type.Plain.ANY, "output", Type.Plain.ANY));
  private static final Scope SCOPE =
      new Scope() {
        @Override
        public Result root(String name) {
          return switch (name) {
            case "inputs" -> Result.of(new Trap());
            case "output" -> Result.of(List.of("a", new Trap()));
            default -> new Result.Missing("no name", null);
          };
        }

        @Override
        public Result now() {
          return Result.of(Instant.EPOCH);
        }
      };

  private Gate() {}

  /** A map of which only the content may be seen. */
  public static final class Trap extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;

    /** Makes it. */
    public Trap() {
      super(Map.of("name", "x", "count", BigDecimal.TEN));
    }

    /** Is found by whoever looks for properties. */
    public String getSecret() {
      throw new IllegalStateException("a method of a value was reached");
    }
  }

  /** Reads the bytes as a template and as an expression; called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    var problems = new Problems();
    var text = new String(data, StandardCharsets.UTF_8);
    var source = Source.of("text", text.substring(0, Math.min(text.length(), LONGEST)));
    var excerpt = Excerpt.straight(source.text(), source.span(0, source.text().length()));
    var template = Template.parse(excerpt, problems);
    template.check(NAMES, problems);
    evaluate(template::evaluate);
    var expression = Expression.parse(excerpt, problems);
    if (expression.isPresent()) {
      expression.get().checkCondition(NAMES, problems);
      evaluate(expression.get()::evaluate);
    }
    var told = Report.of(problems.inFileOrder());
    if (told.contains("xception") && !text.contains("xception")) {
      throw new IllegalStateException("a message that is not for people: " + told);
    }
  }

  /** What has a value or not. */
  private interface Evaluated {
    Result evaluate(Scope scope) throws EvaluationException;
  }

  private static void evaluate(Evaluated evaluated) {
    try {
      evaluated.evaluate(SCOPE);
    } catch (EvaluationException expected) {
      Report.of(expected.diagnostic());
    }
  }
}
