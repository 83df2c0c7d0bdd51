package dev.runbook.ansible;

import dev.runbook.action.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/**
 * What ansible reads that is secret, by name.
 *
 * <p>None of it is ever in a file, an argument or the environment. It goes to {@code drive.sh} by
 * standard input, which hands each text on through a named pipe that ansible is told as a file:
 * once read it is gone, and where nobody reads it any more, after a failure, a cancel or a {@code
 * kill -9} of whomever, there is nothing to tidy up. A private key goes to an SSH agent of its own,
 * which ends with ansible, and within ten seconds where it cannot be told to.
 */
final class Pipes {
  static final String PRIVATE_KEY = "private_key";

  private final Path folder;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>();

  /**
   * @param folder where the pipes are to be
   */
  Pipes(Path folder) {
    this.folder = folder;
  }

  /** Adds a key for the agent. */
  void key(Secret key) {
    texts.put(PRIVATE_KEY, key.value() + "\n");
  }

  /**
   * Adds a text that ansible is to read.
   *
   * @param option what tells ansible of the file, up to its path
   */
  void text(String option, String name, String text) {
    texts.put(name, text);
    options.add(option + folder.resolve(name));
  }

  /** Returns the options that tell ansible of the texts. */
  List<String> options() {
    return List.copyOf(options);
  }

  /** Returns the lines that {@code drive.sh} reads. */
  String lines() {
    return texts.entrySet().stream().map(Pipes::line).collect(Collectors.joining());
  }

  private static String line(Entry<String, String> text) {
    var bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
    return text.getKey() + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
  }
}
