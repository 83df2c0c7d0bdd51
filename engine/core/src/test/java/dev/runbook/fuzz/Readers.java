package dev.runbook.fuzz;

import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.FakePlugin;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Names;
import dev.runbook.expression.Result;
import dev.runbook.expression.Scope;
import dev.runbook.expression.Template;
import dev.runbook.expression.Type;
import dev.runbook.load.Loader;
import dev.runbook.plan.Plan;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Source;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What reads texts of others, as the fuzzer calls it: the loader and the check, the template
 * parser, the expression gate. Whatever is thrown is a finding.
 */
public final class Readers {
  private static final Path DEMO = Path.of("demo.yaml").toAbsolutePath().normalize();
  private static final int LONGEST = 2_000;
  private static final Catalog CATALOG = Catalog.of(List.of(new FakePlugin()));
  private static final Names NAMES =
      new Names(Map.of("inputs", Type.Plain.ANY, "output", Type.Plain.ANY));
  private static final Scope SCOPE =
      new Scope() {
        @Override
        public Result root(String name) {
          return switch (name) {
            case "inputs" -> Result.of(Map.of("name", "x", "count", BigDecimal.TEN));
            case "output" -> Result.of(List.of("a", "b"));
            default -> new Result.Missing("no name", null);
          };
        }

        @Override
        public Result now() {
          return Result.of(Instant.EPOCH);
        }
      };

  private Readers() {}

  /** Reads the bytes as a runbook, as a template and as an expression; called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    var problems = new Problems();
    new Loader(problems, path -> only(path, data))
        .salvage(DEMO)
        .ifPresent(library -> Plan.of(library, CATALOG, problems));
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

  /** There is no other file: whatever is called is missing, or is the runbook itself. */
  private static byte[] only(Path path, byte[] data) throws NoSuchFileException {
    if (!path.equals(DEMO)) {
      throw new NoSuchFileException(path.toString());
    }
    return data;
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
