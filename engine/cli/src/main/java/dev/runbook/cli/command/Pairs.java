package dev.runbook.cli.command;

import dev.runbook.cli.console.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of the form {@code NAME=VALUE}. */
final class Pairs {
  private Pairs() {}

  /**
   * Returns the values by name, in the order given.
   *
   * @param option as the operator wrote it, for messages
   * @param form such as {@code NAME=VALUE}
   */
  static Map<String, String> of(List<String> given, String option, String form) throws Refusal {
    var pairs = new LinkedHashMap<String, String>();
    for (var text : given) {
      var equals = text.indexOf('=');
      if (equals < 1) {
        throw Refusal.of(
            "`" + option + " " + text + "` lacks a value", "write `" + option + " " + form + "`");
      }
      var name = text.substring(0, equals);
      if (pairs.put(name, text.substring(equals + 1)) != null) {
        throw Refusal.of("`" + option + " " + name + "` is given twice", "leave one of them out");
      }
    }
    return pairs;
  }
}
