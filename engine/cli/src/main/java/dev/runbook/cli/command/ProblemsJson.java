package dev.runbook.cli.command;

import dev.runbook.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Problems as programs read them. */
final class ProblemsJson {
  private ProblemsJson() {}

  static List<Map<String, @Nullable Object>> of(List<Diagnostic> problems) {
    return problems.stream().map(ProblemsJson::of).toList();
  }

  private static Map<String, @Nullable Object> of(Diagnostic problem) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("severity", problem.isError() ? "error" : "warning");
    var span = problem.span();
    if (span != null) {
      json.put("file", span.source().name());
      json.put("line", span.line());
      json.put("column", span.column());
      json.put("length", span.length());
    }
    json.put("message", problem.message());
    json.put("hint", problem.hint());
    return json;
  }
}
