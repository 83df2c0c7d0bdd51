package dev.runbook.run;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a runbook that is made by a program: steps below each other, all else in one line. */
final class Yaml {
  private Yaml() {}

  static String of(Map<String, Object> runbook) {
    var text = new StringBuilder();
    entries(runbook, "", text);
    return text.toString();
  }

  private static void entries(Map<String, Object> map, String indent, StringBuilder text) {
    for (var entry : map.entrySet()) {
      text.append(indent).append(entry.getKey()).append(":");
      if (isSteps(entry.getValue())) {
        text.append("\n");
        for (var step : (List<?>) entry.getValue()) {
          step((Map<?, ?>) step, indent + "  ", text);
        }
      } else {
        text.append(" ").append(flow(entry.getValue())).append("\n");
      }
    }
  }

  @SuppressWarnings("unchecked") // its keys are text
  private static void step(Map<?, ?> step, String indent, StringBuilder text) {
    if (step.values().stream().noneMatch(Yaml::isSteps)) {
      text.append(indent).append("- ").append(flow(step)).append("\n");
    } else {
      text.append(indent).append("-\n");
      entries((Map<String, Object>) step, indent + "  ", text);
    }
  }

  private static boolean isSteps(Object value) {
    return value instanceof List<?> list
        && list.stream().anyMatch(item -> item instanceof Map<?, ?> map && map.containsKey("id"));
  }

  private static String flow(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Yaml::flow).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String text ? "'" + text.replace("'", "''") + "'" : value.toString();
  }
}
