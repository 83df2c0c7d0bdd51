package dev.runbook.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Command lines for people to type next, so that a shell takes every word as it is.
 *
 * @param options what this call was given and the next one needs as well, such as {@code --state
 *     DIR}
 */
public record Commands(List<String> options) {
  /** Those that need nothing. */
  public static final Commands PLAIN = new Commands(List.of());

  /** What is chosen at a gate that names no choices. */
  private static final List<String> YES_OR_NO = List.of(Decision.APPROVE, Decision.REJECT);

  private static final String COMMENT = " --comment '...'";
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  public Commands {
    options = List.copyOf(options);
  }

  /** Returns what goes on with a run. */
  public String resume(String run) {
    return line("resume", run);
  }

  /** Returns what goes on with a run at a step that is done once more. */
  public String redo(String run, String step) {
    return line("resume", run, "--redo", step);
  }

  /** Returns what goes on with an edited runbook at a step that is done once more. */
  public String redoEdited(String run, String step) {
    return line("resume", run, "--edited", "--redo", step);
  }

  /** Returns what takes back what a run did. */
  public String rollback(String run) {
    return line("rollback", run);
  }

  /** Returns what ends a run for good. */
  public String cancel(String run) {
    return line("cancel", run);
  }

  /** Returns what tells how a run stands. */
  public String show(String run) {
    return line("show", run);
  }

  /** Returns what shows a run while it goes on. */
  public String follow(String run) {
    return line("show", run, "--follow");
  }

  /** Returns what waits for the end of a run. */
  public String await(String run) {
    return line("wait", run);
  }

  /** Returns what prints what a step printed. */
  public String logs(String run, String step) {
    return line("logs", run, step);
  }

  /** Returns what lists all runs. */
  public String runs() {
    return line("runs");
  }

  /** Returns what begins a new run. */
  public String begin(Path file) {
    return line("run", file.toString());
  }

  /**
   * Returns what decides at a gate. What only a person can say is left to be filled in.
   *
   * @param choices one of them is to be kept
   * @param fields those that must be filled in
   */
  public String decide(String run, String step, List<String> choices, List<String> fields) {
    var isPlain = choices.equals(YES_OR_NO);
    var words = new ArrayList<>(List.of(isPlain ? Decision.APPROVE : "decide", run, step));
    if (!isPlain) {
      words.addAll(List.of("--choice", String.join("|", choices)));
    }
    var open = new StringBuilder();
    fields.forEach(field -> open.append(" --field ").append(field).append("='...'"));
    return line(words, open + (isPlain ? "" : COMMENT));
  }

  /**
   * Returns what says how a step stands that was cut off.
   *
   * @param results one of them is to be kept
   */
  public String settle(String run, String step, List<String> results) {
    return line(List.of("decide", run, step, "--as", String.join("|", results)), COMMENT);
  }

  private String line(String... words) {
    return line(List.of(words), "");
  }

  /**
   * Returns a command line.
   *
   * @param open what is to be filled in, as a shell takes it
   */
  private String line(List<String> words, String open) {
    return "runbook" + quoted(words) + open + quoted(options);
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
  }

  private static String quoted(String word) {
    return SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
