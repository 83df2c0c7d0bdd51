package dev.runbook.cli.view;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Printable;
import dev.runbook.journal.RunFolder;
import dev.runbook.json.Json;
import dev.runbook.standing.Standing;
import dev.runbook.standing.StepStanding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Prints the logs of a run's steps, and later what was added to them. */
public final class LogView implements Consumer<Standing> {
  private final Console console;
  private final RunFolder folder;
  private final boolean json;
  private final Optional<String> only;
  private final Map<String, Tail> tails = new HashMap<>();
  private String last = "";

  /**
   * Prints to a console.
   *
   * @param only the key of the one step to print; empty for all
   */
  public LogView(Console console, RunFolder folder, boolean json, Optional<String> only) {
    this.console = console;
    this.folder = folder;
    this.json = json;
    this.only = only;
  }

  @Override
  public void accept(Standing standing) {
    keys(standing).stream()
        .filter(key -> only.isEmpty() || key.equals(only.get()))
        .forEach(this::print);
  }

  /** Returns all that may have a log: the steps, and what took them back. */
  public static List<String> keys(Standing standing) {
    var steps = standing.steps().stream().map(StepStanding::key);
    return Stream.concat(steps, standing.undos().stream()).toList();
  }

  private void print(String step) {
    var tail = tails.computeIfAbsent(step, key -> new Tail(folder.logFile(key)));
    try {
      tail.lines(line -> print(step, line));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the log of " + step + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void print(String step, String text) {
    if (!json && only.isEmpty() && !step.equals(last)) {
      console.line(console.style().bold("== " + step));
      last = step;
    }
    console.line(
        json ? Json.write(line(step, text)) : console.isLive() ? Printable.line(text) : text);
  }

  private static Map<String, String> line(String step, String text) {
    var line = new LinkedHashMap<String, String>();
    line.put("step", step);
    line.put("text", text);
    return line;
  }
}
