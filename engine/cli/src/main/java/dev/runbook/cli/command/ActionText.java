package dev.runbook.cli.command;

import dev.runbook.action.Again;
import dev.runbook.catalog.ActionType;
import java.util.Collection;
import java.util.List;

/** Actions as people read them. */
final class ActionText {
  private ActionText() {}

  /** Returns one line an action. */
  static String list(Collection<ActionType> actions) {
    var text = new StringBuilder();
    var width = actions.stream().mapToInt(action -> action.name().length()).max().orElse(0);
    for (var action : actions) {
      var doc = action.doc().orElse("");
      text.append((pad(action.name(), width + 2) + doc).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Returns all that is known of one. */
  static String of(ActionType action) {
    var text = new StringBuilder(action.name()).append('\n');
    action.doc().ifPresent(doc -> text.append("  ").append(doc).append('\n'));
    action.connectionType().ifPresent(type -> connection(action, type, text));
    text.append(action.hasUndo() ? "  can be undone\n" : "");
    action.again().ifPresent(again -> text.append("  ").append(told(again)).append('\n'));
    parts("arguments", action.arguments(), text);
    parts("outputs", action.outputs(), text);
    text.append("\nexample:\n").append(action.exampleStep().indent(2));
    return text.toString();
  }

  private static String told(Again again) {
    return switch (again) {
      case YES -> "cut off in the middle, it is simply run again";
      case NO -> "cut off in the middle, a person decides whether it is run again";
      case FIND_OUT -> "cut off in the middle, it finds out what was done";
    };
  }

  private static void connection(ActionType action, String type, StringBuilder text) {
    text.append("  takes a connection of type ").append(type);
    text.append(action.needsConnection() ? "\n" : ", or none\n");
  }

  private static void parts(String heading, List<ActionType.Part> parts, StringBuilder text) {
    if (parts.isEmpty()) {
      return;
    }
    text.append('\n').append(heading).append(":\n");
    var names = parts.stream().mapToInt(part -> part.name().length()).max().orElse(0);
    var types = parts.stream().mapToInt(part -> part.type().length()).max().orElse(0);
    for (var part : parts) {
      var line = "  " + pad(part.name(), names + 2) + pad(part.type(), types + 2) + told(part);
      text.append(line.stripTrailing()).append('\n');
    }
  }

  private static String told(ActionType.Part part) {
    var doc = part.doc() == null ? "" : part.doc();
    if (part.defaultText() == null) {
      return doc + (part.required() ? " (required)" : "");
    }
    return doc + " (default " + part.defaultText() + ")";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
