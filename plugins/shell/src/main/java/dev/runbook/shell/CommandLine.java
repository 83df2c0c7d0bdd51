package dev.runbook.shell;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A program and its arguments.
 *
 * @param shown as the operator wrote it
 */
record CommandLine(List<String> words, String shown) {

  /** Makes it of a text for a shell or a list of words. */
  static CommandLine of(Object command) {
    if (command instanceof List<?> list) {
      var words = list.stream().map(String::valueOf).toList();
      return new CommandLine(
          words, words.stream().map(CommandLine::quoted).collect(Collectors.joining(" ")));
    }
    var text = command.toString();
    return new CommandLine(List.of("/bin/sh", "-c", text), text.strip());
  }

  private static String quoted(String word) {
    var isPlain =
        !word.isEmpty()
            && word.chars().allMatch(c -> c > ' ' && "'\"\\$`!*?[]{}()<>|&;#~".indexOf(c) < 0);
    return isPlain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
