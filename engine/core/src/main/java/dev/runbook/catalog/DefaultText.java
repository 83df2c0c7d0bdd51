package dev.runbook.catalog;

import dev.runbook.text.Source;
import java.util.List;
import java.util.Map;

/**
 * Reads the default or the example of an argument: one scalar, an empty list or an empty map in
 * YAML flow style.
 */
final class DefaultText {
  private DefaultText() {}

  /**
   * Returns it as if it had been written in a runbook.
   *
   * @param what such as "the default of"
   * @throws UnusableException if it is anything else
   */
  static Given read(String what, String name, String text) {
    var span = Source.of(what + " " + name, text).span(0, text.length());
    if (text.equals("{}")) {
      return new Given.Entries(Map.of(), Map.of(), span);
    }
    if (text.equals("[]")) {
      return new Given.Items(List.of(), span);
    }
    if (text.length() > 1 && text.startsWith("'") && text.endsWith("'")) {
      return new Given.Fixed(text.substring(1, text.length() - 1).replace("''", "'"), span);
    }
    if (text.matches("[\\[{\"'&*!|>%@`].*|.*(: | #).*")) {
      throw new UnusableException(what + " `" + name + "` is no scalar, `[]` or `{}`");
    }
    return new Given.Plain(text, span);
  }
}
