package dev.runbook.scenario;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Values;
import dev.runbook.json.Json;
import dev.runbook.model.Value;
import dev.runbook.run.NoNames;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what a scenario expects with what there is: of a map it may name a part. */
final class Compared {
  private static final int WIDEST = 200;

  private Compared() {}

  static boolean isAsExpected(Value expected, @Nullable Object actual) {
    return fits(given(expected), actual);
  }

  private static Given given(Value value) {
    try {
      return Evaluation.of(value, NoNames.SEEN);
    } catch (EvaluationException e) {
      return new Given.Fixed(null, value.span());
    }
  }

  private static boolean fits(Given expected, @Nullable Object actual) {
    if (expected instanceof Given.Entries entries) {
      return actual instanceof Map<?, ?> map
          && entries.entries().entrySet().stream()
              .allMatch(
                  e -> map.containsKey(e.getKey()) && fits(e.getValue(), map.get(e.getKey())));
    }
    if (expected instanceof Given.Items items) {
      return actual instanceof List<?> list && fits(items.items(), list);
    }
    if (expected instanceof Given.Plain plain && actual != null) {
      return same(Binding.any(expected), actual) || plain.text().equals(text(actual));
    }
    return same(Binding.any(expected), actual);
  }

  private static boolean fits(List<Given> expected, List<?> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (var i = 0; i < expected.size(); i++) {
      if (!fits(expected.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(@Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof BigDecimal one && actual instanceof BigDecimal other) {
      return one.compareTo(other) == 0;
    }
    return Objects.equals(expected, actual);
  }

  private static String text(Object actual) {
    return actual instanceof Map || actual instanceof List ? "" : Values.text(actual);
  }

  /** Returns a value as messages show it. */
  static String shown(@Nullable Object value) {
    var text = Json.write(value);
    return text.length() > WIDEST ? text.substring(0, WIDEST) + "..." : text;
  }

  static String shown(Value value) {
    return shown(Binding.any(given(value)));
  }
}
