package dev.runbook.cli.view;

import dev.runbook.cli.console.Console;
import dev.runbook.json.Json;
import dev.runbook.run.Ended;
import dev.runbook.run.Failure;
import dev.runbook.run.Opening;
import dev.runbook.run.Progress;
import dev.runbook.run.RunResult;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a run as it happens, one JSON object a line, for programs. */
public final class EventLines implements Progress.Listener {
  private final Console console;

  public EventLines(Console console) {
    this.console = console;
  }

  /** An object under construction. */
  private static final class Line {
    final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    Line(String event) {
      members.put("event", event);
    }

    Line step(String step) {
      return with("step", step);
    }

    Line with(String name, @Nullable Object value) {
      members.put(name, value);
      return this;
    }
  }

  @Override
  public synchronized void on(Progress progress) {
    if (progress instanceof Progress.Output output) {
      for (var line : output.text().split("\n", -1)) {
        print(new Line("line").step(output.step()).with("text", line));
      }
    } else {
      print(line(progress));
    }
  }

  /** Prints how the run stands when the process leaves it: the last line. */
  public synchronized void end(RunResult result) {
    var line =
        new Line("result")
            .with("run", result.run())
            .with("status", result.status().name().toLowerCase(Locale.ROOT))
            .with("failure", failure(result.failure()))
            .with("outputs", result.outputs())
            .with("tolerated", (long) result.tolerated())
            .with("waiting", result.waiting().stream().map(o -> opening(o).members).toList())
            .with("in_flight", result.inFlight())
            .with("warnings", result.warnings())
            .with("head", result.head());
    print(line);
  }

  private void print(Line line) {
    var all = new LinkedHashMap<String, @Nullable Object>();
    all.put("at", console.now());
    all.putAll(line.members);
    console.line(Json.write(all));
  }

  private static Line line(Progress progress) {
    if (progress instanceof Progress.Starts e) {
      return new Line("run")
          .with("run", e.run())
          .with("way", e.way().name().toLowerCase(Locale.ROOT));
    } else if (progress instanceof Progress.Warns e) {
      return new Line("warning").with("text", e.text());
    } else if (progress instanceof Progress.InFlight e) {
      return new Line("stopping").with("in_flight", e.steps());
    } else if (progress instanceof Progress.Asks e) {
      return opening(e.opening());
    }
    return step(progress);
  }

  private static Line step(Progress progress) {
    if (progress instanceof Progress.Began e) {
      return new Line("began").step(e.step()).with("title", e.title());
    } else if (progress instanceof Progress.Far e) {
      return new Line("far").step(e.step()).with("text", e.text());
    } else if (progress instanceof Progress.Waits e) {
      return new Line("waits").step(e.step()).with("why", e.why()).with("again", e.again());
    } else if (progress instanceof Progress.Retries e) {
      return new Line("retries").step(e.step()).with("why", e.why()).with("again", e.again());
    } else if (progress instanceof Progress.Decides e) {
      return decides(e);
    }
    return ends((Progress.Ends) progress);
  }

  private static Line decides(Progress.Decides e) {
    var line = new Line("decided").step(e.step()).with("choice", e.choice());
    line.with("by", e.by()).with("comment", e.comment());
    return line.with("agreed", (long) e.agreed()).with("needed", (long) e.needed());
  }

  private static Line ends(Progress.Ends e) {
    var stopped = e.ended() instanceof Ended.Unknown;
    var line = new Line("ended").step(e.step());
    line.with("status", stopped ? "stopped" : e.ended().status());
    line.with("took", e.took());
    if (e.ended() instanceof Ended.Failed failed) {
      line.with("failure", failure(failed.failure())).with("tolerated", failed.tolerated());
    } else if (e.ended() instanceof Ended.Skipped skipped) {
      line.with("reason", skipped.reason());
    }
    return line;
  }

  private static Line opening(Opening opening) {
    return new Line("asks")
        .step(opening.step())
        .with("ask", opening.ask())
        .with("show", opening.show())
        .with("choices", opening.choices())
        .with("fields", opening.fields().stream().map(field -> field.name().text()).toList())
        .with("leads", opening.outlook().leads())
        .with("anyway", opening.outlook().anyway())
        .with("tolerated", opening.outlook().tolerated())
        .with("closes", opening.closes())
        .with("on_timeout", opening.onTimeout());
  }

  private static @Nullable Map<String, @Nullable Object> failure(@Nullable Failure failure) {
    if (failure == null) {
      return null;
    }
    var line = new LinkedHashMap<String, @Nullable Object>();
    line.put("step", failure.step());
    line.put("reason", failure.reason());
    line.put("kind", failure.kind().word());
    line.put("attempt", (long) failure.attempt());
    line.put("place", failure.span().place());
    line.put("hint", failure.hint());
    return line;
  }
}
