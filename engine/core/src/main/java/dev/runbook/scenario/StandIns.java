package dev.runbook.scenario;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.json.Json;
import dev.runbook.load.Loader;
import dev.runbook.model.Site;
import dev.runbook.plan.Plan;
import dev.runbook.text.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in for all that is given from outside and was not: a site file nobody wrote. */
final class StandIns {
  static final Given.Entries NOTHING =
      new Given.Entries(Map.of(), Map.of(), Source.of("stand-ins", "").span(0, 0));

  private StandIns() {}

  /** Returns a site with plausible inputs, secrets and connections; others go before it. */
  static Site site(Plan plan, Collection<String> givenInputs) {
    var top = plan.top();
    var inputs = new LinkedHashMap<String, @Nullable Object>();
    for (var input : top.inputs()) {
      var needed = input.required() && input.defaultValue() == null;
      if (needed && !givenInputs.contains(input.name().text())) {
        inputs.put(input.name().text(), Binding.example(input));
      }
    }
    var secrets = new LinkedHashMap<String, @Nullable Object>();
    top.secrets().stream()
        .filter(secret -> secret.from() == null)
        .forEach(secret -> secrets.put(secret.name().text(), Map.of("prompt", true)));
    var connections = new LinkedHashMap<String, @Nullable Object>();
    for (var connection : top.connections()) {
      var settings = new LinkedHashMap<String, @Nullable Object>();
      settings.put("type", connection.type().text());
      settings.putAll(plan.catalog().connectionExample(connection.type().text()));
      if (connection.given()) {
        connections.put(connection.name().text(), settings);
      }
    }
    var all = Map.of("inputs", inputs, "secrets", secrets, "connections", connections);
    return read(Json.write(all), top.path().resolveSibling("stand-ins"));
  }

  /** Returns a site with the inputs that a scenario file gives. */
  static Site inputs(Map<String, @Nullable Object> inputs, Path file) {
    return read(Json.write(Map.of("inputs", inputs)), file.resolveSibling("inputs-of-scenario"));
  }

  private static Site read(String text, Path path) {
    var problems = new Problems();
    return new Loader(problems, file -> text.getBytes(StandardCharsets.UTF_8))
        .site(path)
        .orElseThrow(() -> new IllegalStateException(problems.inFileOrder().toString()));
  }
}
