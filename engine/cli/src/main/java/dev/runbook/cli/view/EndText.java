package dev.runbook.cli.view;

import dev.runbook.cli.console.Console;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.Commands;
import dev.runbook.run.Failure;
import dev.runbook.run.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is said when a process leaves a run: what happened, and what to do next. */
public final class EndText {
  private final Console console;
  private final Commands commands;

  public EndText(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
  }

  /** Says it. */
  public void say(RunResult result, Duration took) {
    result.warnings().forEach(text -> console.report(Diagnostic.warning(null, text, null)));
    var failure = result.failure();
    if (failure != null) {
      console.report(diagnostic(failure));
    }
    console.line("");
    var style = console.style();
    var headline = headline(result) + after(took);
    console.line(
        switch (result.status()) {
          case SUCCEEDED, ROLLED_BACK -> style.good(headline);
          case FAILED, CANCELLED -> style.bad(headline);
          case PAUSED, INTERRUPTED -> style.warning(headline);
        });
    result.outputs().forEach((name, value) -> console.text(ValueText.of(name, value, "  ")));
    console.text(ValueText.aligned(next(result), "  "));
  }

  private static String after(Duration took) {
    return took.toSeconds() > 0 ? " after " + Times.text(took) : "";
  }

  private static Diagnostic diagnostic(Failure failure) {
    return Diagnostic.error(
        failure.span(),
        "step `" + failure.step() + "` failed: " + failure.reason(),
        failure.hint());
  }

  private String headline(RunResult result) {
    var run = "run " + result.run();
    if (result.undo() == RunResult.Undo.BEGUN && result.status() != RunResult.Status.ROLLED_BACK) {
      return run + " is taken back only in part";
    }
    return switch (result.status()) {
      case SUCCEEDED -> run + " succeeded" + tolerated(result);
      case FAILED -> run + " failed";
      case CANCELLED -> run + " was cancelled";
      case ROLLED_BACK -> run + " was taken back";
      case INTERRUPTED -> run + interrupted(result);
      case PAUSED -> run + paused(result);
    };
  }

  private String interrupted(RunResult result) {
    return commands.cancel(result.run()).equals(result.again())
        ? " was interrupted while it was cancelled"
        : " was interrupted and can be resumed";
  }

  private static String paused(RunResult result) {
    if (!result.waiting().isEmpty()) {
      return " waits for a person";
    }
    return result.failure() == null
        ? " paused as asked"
        : " did not go on: a person says where to begin";
  }

  private static String tolerated(RunResult result) {
    return result.tolerated() == 0
        ? ""
        : ", " + Words.count(result.tolerated(), "step") + " failed";
  }

  /** What could not be taken back is told by what was to take it back. */
  private static String logged(Failure failure) {
    return failure.trail().again().stream()
        .filter(key -> key.startsWith("undo:"))
        .findFirst()
        .orElse(failure.step());
  }

  private List<List<String>> next(RunResult result) {
    var lines = new ArrayList<List<String>>();
    if (!result.inFlight().isEmpty()) {
      lines.add(List.of("cut off", String.join(", ", result.inFlight())));
    }
    result.waiting().forEach(opening -> lines.add(List.of("decide", opening.command(commands))));
    var failure = result.failure();
    if (failure != null) {
      lines.add(List.of("log", commands.logs(result.run(), logged(failure))));
    }
    if (result.again() != null) {
      lines.add(List.of("go on", result.again()));
    }
    if (result.status().isEnd() && result.undo() == RunResult.Undo.SOMETHING) {
      lines.add(List.of("take back", commands.rollback(result.run())));
    }
    if (!result.head().isEmpty()) {
      lines.add(List.of("record", result.head()));
    }
    return lines;
  }
}
