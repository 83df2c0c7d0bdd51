package dev.runbook.expression;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.json.CutText;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Source;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that expressions of tests read, their types and values. */
final class Samples {
  private static final Type OUTPUTS =
      new Type.Fields(
          "step `build` has no output",
          Map.of(
              "number", Type.Plain.NUMBER,
              "result", Type.Plain.TEXT,
              "value", Type.Plain.ANY,
              "log", Type.Plain.TEXT,
              "changed", Type.Plain.BOOLEAN),
          true);

  static final Names NAMES =
      new Names(
          Map.of(
              "inputs",
              fields(
                  "no input",
                  Map.of(
                      "name",
                      Type.Plain.TEXT,
                      "count",
                      Type.Plain.NUMBER,
                      "flag",
                      Type.Plain.BOOLEAN,
                      "limit",
                      Type.Plain.DURATION,
                      "names",
                      new Type.ListOf(Type.Plain.TEXT),
                      "counts",
                      new Type.ListOf(Type.Plain.NUMBER),
                      "hosts",
                      new Type.ListOf(OUTPUTS),
                      "note",
                      new Type.OrNull(Type.Plain.TEXT))),
              "secrets",
              fields("no secret", Map.of("token", Type.Plain.SECRET)),
              "steps",
              fields(
                  "no step",
                  Map.of(
                      "build",
                      fields(
                          "a step has no part",
                          Map.of("status", Type.Plain.TEXT, "outputs", OUTPUTS)),
                      "gone",
                      fields("a step has no part", Map.of("outputs", OUTPUTS)))),
              "run",
              fields(
                  "`run` has no part",
                  Map.of("id", Type.Plain.TEXT, "started_at", Type.Plain.INSTANT)),
              "output",
              Type.Plain.ANY,
              "item",
              new Type.Wrong("there is no `item` outside of a `for_each`", null)));

  static final Scope SCOPE = scope(values());

  private Samples() {}

  private static Type fields(String what, Map<String, Type> fields) {
    return new Type.Fields(what, fields, false);
  }

  private static Map<String, @Nullable Object> values() {
    var output = new HashMap<String, @Nullable Object>();
    output.put("count", new BigDecimal("3"));
    output.put("text", "15");
    output.put("nothing", null);
    output.put("list", Arrays.asList("a", null, new BigDecimal("1")));
    output.put("long", "a".repeat(700_000));
    output.put("evil", "a".repeat(40) + "b");
    output.put("maps", List.of(Map.of("name", "x"), Map.of("nam", "y")));
    var build = new HashMap<String, @Nullable Object>();
    build.put("number", new BigDecimal("17"));
    build.put("result", "red");
    build.put("value", output);
    build.put("log", new CutText("the end", "the log of step `build`"));
    build.put("changed", false);
    var inputs = new HashMap<String, @Nullable Object>();
    inputs.put("name", "web");
    inputs.put("count", new BigDecimal("1.80"));
    inputs.put("flag", true);
    inputs.put("limit", Duration.ofMinutes(90));
    inputs.put("names", List.of("a", "b"));
    inputs.put("counts", List.of(new BigDecimal("1"), new BigDecimal("2.5")));
    inputs.put("note", null);
    return Map.of(
        "inputs", space(inputs),
        "secrets", space(Map.of("token", "s3cret!")),
        "steps",
            space(
                Map.of(
                    "build",
                    space(Map.of("status", "failed", "outputs", build)),
                    "gone",
                    space(
                        Map.of(
                            "outputs",
                            new Result.Missing(
                                "step `gone` was skipped: its `when` was false", null))))),
        "run", space(Map.of("id", "r1", "started_at", Instant.parse("2026-11-23T09:00:00Z"))),
        "output", output);
  }

  private static Namespace space(Map<String, ? extends @Nullable Object> values) {
    return new Namespace() {
      @Override
      public Result get(String name) {
        var value = values.get(name);
        return value instanceof Result result ? result : Result.of(value);
      }

      @Override
      public Collection<String> names() {
        return values.keySet();
      }
    };
  }

  /** Returns a scope of such names; a {@link Result} stands for itself. */
  static Scope scope(Map<String, ? extends @Nullable Object> values) {
    return new Scope() {
      @Override
      public Result root(String name) {
        return space(values).get(name);
      }

      @Override
      public Result now() {
        return Result.of(Instant.parse("2026-11-23T10:00:00Z"));
      }
    };
  }

  static Excerpt excerpt(String text) {
    return Excerpt.straight(text, Source.of("test.yaml", text).span(0, text.length()));
  }

  static Expression expression(String text) {
    var problems = new Problems();
    var parsed = Expression.parse(excerpt(text), problems);
    return parsed.orElseThrow(() -> new AssertionError(Report.of(problems.inFileOrder())));
  }
}
