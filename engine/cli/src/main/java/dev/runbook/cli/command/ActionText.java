package dev.runbook.cli.command;

import dev.runbook.action.Again;
import dev.runbook.catalog.ActionType;
import dev.runbook.json.Json;
import java.util.ArrayList;
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
    facts(action).forEach(fact -> text.append("  ").append(fact).append('\n'));
    parts("arguments", action.arguments(), text);
    parts("outputs", action.outputs(), text);
    failures(action, text);
    text.append("\nexample:\n").append(action.exampleStep().indent(2));
    example(action, text);
    return text.toString();
  }

  /** Returns what else is to know of an action, a line each. */
  static List<String> facts(ActionType action) {
    var facts = new ArrayList<String>();
    action
        .connectionType()
        .map(type -> "takes a connection of type " + type)
        .map(said -> action.needsConnection() ? said : said + ", or none")
        .ifPresent(facts::add);
    if (action.hasUndo()) {
      facts.add("can be undone");
    }
    action.again().map(ActionText::told).ifPresent(facts::add);
    return facts;
  }

  private static void failures(ActionType action, StringBuilder text) {
    if (!action.failures().isEmpty()) {
      text.append("\nfails if:\n");
      action.failures().forEach(reason -> text.append("  ").append(reason).append('\n'));
    }
  }

  private static void example(ActionType action, StringBuilder text) {
    var outputs = action.exampleOutputs();
    if (!outputs.isEmpty()) {
      text.append("which may give:\n").append(Json.writePretty(outputs).indent(2));
    }
  }

  private static String told(Again again) {
    return switch (again) {
      case YES -> "cut off in the middle, it is simply run again";
      case NO -> "cut off in the middle, a person decides whether it is run again";
      case FIND_OUT -> "cut off in the middle, it finds out what was done";
    };
  }

  private static void parts(String heading, List<ActionType.Part> parts, StringBuilder text) {
    if (parts.isEmpty()) {
      return;
    }
    text.append('\n').append(heading).append(":\n");
    var names = parts.stream().mapToInt(part -> part.name().length()).max().orElse(0);
    var types = parts.stream().mapToInt(part -> type(part).length()).max().orElse(0);
    for (var part : parts) {
      var line =
          "  " + pad(part.name(), names + 2) + pad(type(part), types + 2) + told(part, heading);
      text.append(line.stripTrailing()).append('\n');
    }
  }

  /** Returns the type of a part; of a connection its name is given. */
  static String type(ActionType.Part part) {
    return part.name().equals("connection") ? "text" : part.type();
  }

  private static String told(ActionType.Part part, String heading) {
    var doc = part.doc() == null ? "" : part.doc();
    if (part.name().equals("connection")) {
      return part.type() + "; not needed where there is one of its type";
    }
    if (part.defaultText() == null) {
      return doc + (part.required() && heading.equals("arguments") ? " (required)" : "");
    }
    return doc + " (default " + part.defaultText() + ")";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
