package dev.runbook.run;

import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.plan.Plan;
import dev.runbook.text.Source;
import dev.runbook.text.Span;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the ends of steps stand in a journal. */
final class Encoding {
  private Encoding() {}

  static Map<String, @Nullable Object> of(Ended ended) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("status", ended.status());
    if (ended instanceof Ended.Succeeded succeeded && !succeeded.outputs().isEmpty()) {
      data.put("outputs", succeeded.outputs());
    }
    if (ended instanceof Ended.Settled settled) {
      data.put("settled", settled.how());
    }
    if (ended instanceof Ended.Skipped skipped) {
      data.put("reason", skipped.reason());
      if (skipped.outputs() != null) {
        data.put("outputs", skipped.outputs());
      }
    }
    if (ended instanceof Ended.Failed failed) {
      data.put("error", of(failed.failure()));
    }
    return data;
  }

  static Map<String, @Nullable Object> of(Failure failure) {
    var data = new LinkedHashMap<String, @Nullable Object>(failure.value());
    if (failure.hint() != null) {
      data.put("hint", failure.hint());
    }
    if (!failure.pause().isZero()) {
      data.put("pause", BigDecimal.valueOf(failure.pause().toSeconds()));
    }
    if (!failure.outputs().isEmpty()) {
      data.put("outputs", failure.outputs());
    }
    data.put("at", failure.span().place());
    data.put("span", span(failure.span()));
    data.put("again", failure.trail().again());
    data.put("reopen", failure.trail().reopen());
    data.put("rescued", failure.trail().rescued());
    return data;
  }

  static Ended ended(Map<String, ?> data, Step step, Plan plan) {
    if (data.containsKey("settled")) {
      return new Ended.Settled(Records.text(data, "settled"));
    }
    return switch (Records.text(data, "status")) {
      case "failed" -> Ended.failed(failure(Records.map(data, "error"), step, plan));
      case "skipped" ->
          new Ended.Skipped(
              Records.text(data, "reason"), data.containsKey("outputs") ? outputs(data) : null);
      default -> new Ended.Succeeded(outputs(data));
    };
  }

  static Failure failure(Map<String, ?> data, Step step, Plan plan) {
    var hint = data.get("hint");
    return new Failure(
        Records.text(data, "step"),
        Records.text(data, "reason"),
        Failure.Kind.valueOf(Records.text(data, "kind").toUpperCase(Locale.ROOT)),
        data.get("attempt") instanceof BigDecimal attempt ? attempt.intValue() : 1,
        span(Records.map(data, "span"), plan).orElseGet(() -> Failures.place(step)),
        hint == null ? null : String.valueOf(hint),
        Duration.ofSeconds(data.get("pause") instanceof BigDecimal pause ? pause.longValue() : 0),
        outputs(data),
        trail(data));
  }

  private static Map<String, Object> span(Span span) {
    return Map.of(
        "source", span.source().name(),
        "start", BigDecimal.valueOf(span.start()),
        "length", BigDecimal.valueOf(span.length()));
  }

  /** Returns the same words again, as long as the runbook was not edited. */
  private static Optional<Span> span(Map<String, ?> data, Plan plan) {
    var start = (int) Records.number(data, "start");
    var length = (int) Records.number(data, "length");
    return plan.library().all().values().stream()
        .map(Runbook::source)
        .filter(source -> isNamed(source, Records.text(data, "source")))
        .filter(source -> start + length <= source.text().length())
        .findFirst()
        .map(source -> source.span(start, start + length));
  }

  /** A run names its file as it was typed, a resume by its whole path. */
  private static boolean isNamed(Source source, String name) {
    return source.name().equals(name) || Path.of(source.name()).endsWith(Path.of(name).normalize());
  }

  static Failure.Trail trail(Map<String, ?> data) {
    return new Failure.Trail(
        Records.texts(data, "again"),
        Records.texts(data, "reopen"),
        Records.texts(data, "rescued"));
  }

  private static Map<String, @Nullable Object> outputs(Map<String, ?> data) {
    return new LinkedHashMap<>(Records.map(data, "outputs"));
  }
}
