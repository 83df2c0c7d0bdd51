package dev.runbook.cli.command;

import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.json.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code actions}: lists the installed actions, or explains one. */
final class ActionsCommand implements Command {
  private final Syntax syntax =
      new Syntax("actions", "Lists what steps can do on this installation, or explains one action.")
          .example("runbook actions")
          .example("runbook actions git.push")
          .example("runbook actions git")
          .example("runbook actions --markdown > actions.md");
  private final Supplier<Optional<String>> name =
      syntax.optional("NAME", "an action, or a plugin for its actions only");
  private final BooleanSupplier markdown =
      syntax.flag("--markdown", "print the reference of all actions as a page in Markdown");
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal {
    var json = output.isJson();
    var catalog = Installed.catalog(console);
    if (markdown.getAsBoolean()) {
      return page(catalog, console);
    }
    var one = name.get().flatMap(catalog::action);
    if (one.isPresent()) {
      report(one.get(), console);
      if (!one.get().faults().isEmpty()) {
        return Exit.WRONG;
      }
      console.text(json ? Json.write(json(one.get())) + "\n" : ActionText.of(one.get()));
      return Exit.SUCCEEDED;
    }
    var listed = listed(catalog);
    listed.forEach(action -> report(action, console));
    console.text(json ? Json.write(json(listed)) + "\n" : ActionText.list(listed));
    return Exit.SUCCEEDED;
  }

  private Exit page(Catalog catalog, Console console) throws Refusal {
    if (name.get().isPresent()) {
      throw Refusal.of(
          "`--markdown` prints the reference of all actions",
          "leave `" + name.get().get() + "` out, or `--markdown`");
    }
    catalog.actions().forEach(action -> report(action, console));
    console.text(ActionsMarkdown.of(catalog));
    return Exit.SUCCEEDED;
  }

  private static void report(ActionType action, Console console) {
    action.faults().forEach(console::report);
  }

  private Collection<ActionType> listed(Catalog catalog) throws Refusal {
    if (name.get().isEmpty()) {
      return catalog.actions();
    }
    var word = name.get().get();
    var ofPlugin = catalog.actions().stream().filter(a -> a.name().startsWith(word + ".")).toList();
    if (ofPlugin.isEmpty()) {
      var names = catalog.actions().stream().map(ActionType::name).toList();
      throw Refusal.of(
          "no action `" + word + "` is installed",
          Spelling.didYouMean(word, names).orElse("`runbook actions` lists them"));
    }
    return ofPlugin;
  }

  private static Map<String, ?> json(Collection<ActionType> actions) {
    return Map.of("actions", actions.stream().map(ActionsCommand::json).toList());
  }

  private static Map<String, ?> json(ActionType action) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", action.name());
    json.put("doc", action.doc().orElse(null));
    json.put("connection", action.connectionType().orElse(null));
    json.put("undo", action.hasUndo());
    json.put("again", action.again().map(a -> a.name().toLowerCase(Locale.ROOT)).orElse(null));
    json.put("arguments", parts(action.arguments()));
    json.put("outputs", parts(action.outputs()));
    json.put("fails_if", action.failures());
    json.put("example", action.exampleStep());
    json.put("example_outputs", action.exampleOutputs());
    return json;
  }

  private static List<Map<String, @Nullable Object>> parts(List<ActionType.Part> parts) {
    return parts.stream().map(ActionsCommand::json).toList();
  }

  private static Map<String, @Nullable Object> json(ActionType.Part part) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", part.name());
    json.put("type", part.type());
    json.put("required", part.required());
    json.put("default", part.defaultText());
    json.put("doc", part.doc());
    return json;
  }
}
