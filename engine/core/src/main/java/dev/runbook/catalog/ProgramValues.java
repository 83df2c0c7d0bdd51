package dev.runbook.catalog;

import dev.runbook.expression.Values;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as a program is told them: durations as runbooks write them, so that both ways agree. */
final class ProgramValues {
  private ProgramValues() {}

  static Map<String, @Nullable Object> of(Map<?, ?> values) {
    var told = new LinkedHashMap<String, @Nullable Object>();
    values.forEach((name, value) -> told.put(name + "", told(value)));
    return told;
  }

  private static @Nullable Object told(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return of(map);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ProgramValues::told).toList();
    }
    return value instanceof Duration duration ? Values.text(duration) : value;
  }
}
