package dev.runbook.catalog;

import dev.runbook.action.Outcome;
import dev.runbook.action.Processes;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Values;
import dev.runbook.json.Json;
import dev.runbook.json.JsonException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a program of {@code actions.d} says, line by line: lines to show, how far it is, and one
 * answer at the end. Not safe for several threads.
 */
final class ProgramAnswer implements Consumer<String> {
  private static final List<String> KINDS =
      List.of("line", "progress", "done", "not_yet", "failed");
  private static final Duration NEXT = Duration.ofSeconds(15);
  private static final int SHOWN = 60;

  private final String action;
  private final Consumer<String> line;
  private final Consumer<String> progress;
  private @Nullable Map<?, ?> answer;
  private @Nullable String mistake;
  private int lines;

  ProgramAnswer(String action, Consumer<String> line, Consumer<String> progress) {
    this.action = action;
    this.line = line;
    this.progress = progress;
  }

  @Override
  public void accept(String text) {
    lines++;
    if (!text.isBlank() && mistake == null) {
      var wrong = said(text);
      mistake = wrong == null ? null : "line " + lines + " of what `" + action + "` says " + wrong;
    }
  }

  /** Takes a line; returns what is wrong with it, null if it is right. */
  private @Nullable String said(String text) {
    try {
      return Json.read(text) instanceof Map<?, ?> said
          ? said(said)
          : "is no JSON object: " + cut(text);
    } catch (JsonException e) {
      return "is no JSON object: " + cut(text);
    }
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "..";
  }

  private @Nullable String said(Map<?, ?> said) {
    var kinds = KINDS.stream().filter(said::containsKey).toList();
    if (kinds.size() != 1) {
      return "must have one of the keys " + Words.and(KINDS);
    }
    if (answer != null) {
      return "stands behind the answer, which must be the last";
    }
    switch (kinds.get(0)) {
      case "line" -> line.accept(Values.text(said.get("line")));
      case "progress" -> progress.accept(Values.text(said.get("progress")));
      default -> answer = said;
    }
    return null;
  }

  /**
   * Returns the answer.
   *
   * @param outputs makes outputs of what the program gave as such
   * @throws IOException if it gave none, or a wrong one
   */
  Outcome<Map<String, @Nullable Object>> outcome(
      Processes.Exit exit, Function<Map<String, ?>, Map<String, @Nullable Object>> outputs)
      throws IOException {
    var given = answer;
    if (given != null && given.containsKey("failed") && mistake == null) {
      var reason = Values.text(given.get("failed"));
      return given.containsKey("outputs")
          ? Outcome.failed(reason, made(given.get("outputs"), outputs))
          : Outcome.failed(reason);
    }
    ended(exit);
    if (given == null) {
      throw new IOException("`" + action + "` gave no answer: its last line is {\"done\": {..}}");
    }
    return given.containsKey("done")
        ? Outcome.done(made(given.get("done"), outputs))
        : notYet(given);
  }

  /**
   * Ends a talk without an answer.
   *
   * @throws IOException if the program failed
   */
  void ended(Processes.Exit exit) throws IOException {
    if (exit.code() != 0) {
      var last = exit.stderr().text().strip().lines().reduce((a, b) -> b);
      throw new IOException(
          "`"
              + action
              + "` ended with exit code "
              + exit.code()
              + last.map(s -> ": " + s).orElse(""));
    }
    if (mistake != null) {
      throw new IOException(mistake);
    }
  }

  private Map<String, @Nullable Object> made(
      @Nullable Object given, Function<Map<String, ?>, Map<String, @Nullable Object>> outputs)
      throws IOException {
    try {
      return outputs.apply(map(given));
    } catch (IllegalArgumentException e) {
      throw new IOException("`" + action + "` gave wrong outputs: " + e.getMessage(), e);
    }
  }

  private Outcome<Map<String, @Nullable Object>> notYet(Map<?, ?> given) throws IOException {
    try {
      var again = given.get("again");
      return Outcome.notYet(
          Values.text(given.get("not_yet")),
          map(given.get("token")),
          again == null ? NEXT : Values.duration(Values.text(again)));
    } catch (IllegalArgumentException e) {
      throw new IOException("`" + action + "` gave a wrong answer: " + e.getMessage(), e);
    }
  }

  private static Map<String, @Nullable Object> map(@Nullable Object given) {
    if (given == null) {
      return Map.of();
    }
    if (!(given instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("a map is wanted, not " + Values.typeName(given));
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((key, value) -> values.put(key + "", value));
    return values;
  }
}
