package dev.runbook.run;

import dev.runbook.expression.Result;
import dev.runbook.json.Json;
import dev.runbook.text.Source;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A called runbook with what it is given, as a journal keeps it: secrets are placeholders. */
final class SealedCall {
  private final Local local;
  private final Sealing sealing;

  SealedCall(Local local) {
    this.local = local;
    this.sealing = new Sealing(local);
  }

  Map<String, @Nullable Object> seal(Frame frame)
      throws dev.runbook.expression.EvaluationException {
    var call = new LinkedHashMap<String, @Nullable Object>();
    call.put("call", frame.runbook().path().toString());
    sealing.put(call, "inputs", known(frame.inputs()));
    sealing.put(call, "secrets", known(frame.secrets()));
    var connections = new LinkedHashMap<String, @Nullable Object>();
    for (var wired : frame.connections().entrySet()) {
      var settings = wired.getValue().settings().evaluate();
      var entry = sealing.seal(wired.getValue().type(), settings);
      entry.put("folder", wired.getValue().folder().toString());
      connections.put(wired.getKey(), entry);
      call.putAll(Sealing.lost(entry));
    }
    call.put("connections", connections);
    return call;
  }

  private static Map<String, @Nullable Object> known(Map<String, Result> results) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    results.forEach(
        (name, result) -> {
          if (result instanceof Result.Known known) {
            values.put(name, known.value());
          }
        });
    return values;
  }

  Frame open(Map<String, ?> call, String key) {
    var runbook = local.plan().library().all().get(Path.of(Records.text(call, "call")));
    if (runbook == null) {
      throw new IllegalStateException("the runbook that undoes `" + key + "` is not kept");
    }
    var span = Source.of("the journal, `" + key + "`", Json.write(call)).span(0, 1);
    var connections = new LinkedHashMap<String, Frame.Wired>();
    Records.map(call, "connections")
        .keySet()
        .forEach(
            name -> {
              var entry = Records.map(Records.map(call, "connections"), name);
              var folder = Path.of(Records.text(entry, "folder"));
              connections.put(
                  name,
                  Frame.Wired.recorded(
                      Records.text(entry, "type"),
                      folder,
                      span,
                      () -> sealing.settings(entry, span)));
            });
    return Frame.restored(
        runbook,
        local.run(),
        results(Records.map(call, "inputs")),
        results(Records.map(call, "secrets")),
        connections);
  }

  private Map<String, Result> results(Map<String, ?> values) {
    var results = new LinkedHashMap<String, Result>();
    values.forEach((name, value) -> results.put(name, Result.of(local.secrets().open(value))));
    return results;
  }
}
