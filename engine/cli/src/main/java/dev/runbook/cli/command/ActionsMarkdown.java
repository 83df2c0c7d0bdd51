package dev.runbook.cli.command;

import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Catalog;
import dev.runbook.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The reference of all installed actions as a page in Markdown. */
final class ActionsMarkdown {
  private final Catalog catalog;
  private final StringBuilder page = new StringBuilder();

  private ActionsMarkdown(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Returns the page, without a heading of its own. */
  static String of(Catalog catalog) {
    var markdown = new ActionsMarkdown(catalog);
    markdown.list();
    markdown.byTool().forEach(markdown::tool);
    return markdown.page.toString();
  }

  private Map<String, List<ActionType>> byTool() {
    Map<String, List<ActionType>> tools = new LinkedHashMap<>();
    for (var action : catalog.actions()) {
      var tool = action.name().substring(0, action.name().indexOf('.'));
      tools.computeIfAbsent(tool, none -> new ArrayList<>()).add(action);
    }
    return tools;
  }

  private void list() {
    page.append("| action | |\n|---|---|\n");
    for (var action : catalog.actions()) {
      var anchor = action.name().replace(".", "");
      row("[`" + action.name() + "`](#" + anchor + ")", cell(action.doc().orElse("")));
    }
  }

  private void tool(String tool, List<ActionType> actions) {
    page.append("\n## ").append(tool).append('\n');
    var types = new TreeSet<String>();
    actions.forEach(action -> action.connectionType().ifPresent(types::add));
    types.forEach(this::connection);
    actions.forEach(this::action);
  }

  private void connection(String type) {
    page.append("\nSettings of a connection of `type: ").append(type).append("`:\n\n");
    parts("setting", catalog.connectionSettings(type));
  }

  private void action(ActionType action) {
    page.append("\n### `").append(action.name()).append("`\n");
    action.doc().ifPresent(doc -> page.append('\n').append(sentence(doc)).append('\n'));
    var facts = ActionText.facts(action).stream().map(ActionsMarkdown::sentence).toList();
    if (!facts.isEmpty()) {
      page.append(String.join(" ", facts)).append('\n');
    }
    parts("argument", action.arguments());
    parts("output", action.outputs());
    failures(action.failures());
    page.append("\n```yaml\n").append(action.exampleStep().stripTrailing()).append("\n```\n");
    var outputs = action.exampleOutputs();
    if (!outputs.isEmpty()) {
      page.append("\nwhich may give\n\n```json\n").append(Json.writePretty(outputs).strip());
      page.append("\n```\n");
    }
  }

  private void parts(String noun, List<ActionType.Part> parts) {
    if (parts.isEmpty()) {
      return;
    }
    var given = noun.equals("output") ? "" : " default |";
    page.append("\n| ").append(noun).append(" | type |").append(given).append(" |\n|---|---|");
    page.append(given.isEmpty() ? "---|\n" : "---|---|\n");
    for (var part : parts) {
      var doc = cell(part.doc() == null ? "" : part.doc());
      if (given.isEmpty()) {
        row("`" + part.name() + "`", cell(ActionText.type(part)), doc);
      } else {
        row("`" + part.name() + "`", cell(ActionText.type(part)), fallback(part), doc);
      }
    }
  }

  private static String fallback(ActionType.Part part) {
    var text = part.defaultText();
    return text == null ? (part.required() ? "required" : "") : "`" + cell(text) + "`";
  }

  private void failures(List<String> failures) {
    if (!failures.isEmpty()) {
      page.append("\nFails if\n\n");
      failures.forEach(reason -> page.append("- ").append(cell(reason)).append('\n'));
    }
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace('\n', ' ');
  }

  private static String sentence(String text) {
    return cell(Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".");
  }
}
