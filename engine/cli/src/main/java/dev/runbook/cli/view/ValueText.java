package dev.runbook.cli.view;

import dev.runbook.cli.console.Printable;
import dev.runbook.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Named values as people read them: a list of maps is a table. */
final class ValueText {
  private static final int LONGEST_LIST = 50;

  private ValueText() {}

  /** Returns a value behind its name, as lines. */
  static String of(String name, @Nullable Object value, String indent) {
    if (value instanceof List<?> rows && isTable(rows)) {
      return indent + name + "\n" + table(rows, indent + "  ");
    }
    var lines = plain(value).lines().map(Printable::line).toList();
    if (lines.size() <= 1) {
      return indent + name + "  " + String.join("", lines) + "\n";
    }
    var text = new StringBuilder(indent).append(name).append('\n');
    lines.forEach(line -> text.append(indent).append("  ").append(line).append('\n'));
    return text.toString();
  }

  private static String plain(@Nullable Object value) {
    return value instanceof String text ? text : Json.write(value);
  }

  private static boolean isTable(List<?> rows) {
    return !rows.isEmpty()
        && rows.size() <= LONGEST_LIST
        && rows.stream().allMatch(row -> row instanceof Map<?, ?> map && isFlat(map));
  }

  private static boolean isFlat(Map<?, ?> map) {
    return !map.isEmpty()
        && map.values().stream().noneMatch(v -> v instanceof Map || v instanceof List);
  }

  private static String table(List<?> rows, String indent) {
    var names = new LinkedHashSet<String>();
    rows.forEach(row -> ((Map<?, ?>) row).keySet().forEach(key -> names.add(String.valueOf(key))));
    var lines = new ArrayList<List<String>>();
    lines.add(List.copyOf(names));
    rows.forEach(
        row -> lines.add(names.stream().map(name -> cell((Map<?, ?>) row, name)).toList()));
    return aligned(lines, indent);
  }

  private static String cell(Map<?, ?> row, String name) {
    return row.containsKey(name) ? plain(row.get(name)) : "";
  }

  /** Returns columns side by side, each as wide as its widest cell. */
  static String aligned(List<List<String>> cells, String indent) {
    var lines = cells.stream().map(row -> row.stream().map(Printable::line).toList()).toList();
    var text = new StringBuilder();
    var columns = lines.stream().mapToInt(List::size).max().orElse(0);
    var widths = IntStream.range(0, columns).map(i -> width(lines, i)).toArray();
    for (var line : lines) {
      var row = new StringBuilder(indent);
      for (var i = 0; i < line.size(); i++) {
        row.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream()
        .filter(line -> line.size() > column)
        .mapToInt(line -> line.get(column).length())
        .max()
        .orElse(0);
  }
}
