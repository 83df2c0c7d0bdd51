package dev.runbook.ansible;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
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

  private final Map<String, String> texts = new LinkedHashMap<>();

  void add(String name, String text) {
    texts.put(name, text);
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
