package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.text.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connections that a runbook declares. */
record Connections(Runbook runbook) {

  /** Finds one as {@link Plan#connection} promises. */
  Optional<Declaration.Connection> find(
      String type, @Nullable String name, boolean required, Span span, Problems problems) {
    return name == null ? only(type, required, span, problems) : named(type, name, span, problems);
  }

  Optional<Declaration.Connection> find(String name) {
    return runbook.connections().stream().filter(c -> c.name().text().equals(name)).findFirst();
  }

  private Optional<Declaration.Connection> named(
      String type, String name, Span span, Problems problems) {
    var found = find(name);
    if (found.isEmpty()) {
      var names = runbook.connections().stream().map(c -> c.name().text()).toList();
      var hint = Spelling.didYouMean(name, names).orElse("declare it under `connections`");
      problems.error(span, "no connection `" + name + "`", hint);
    } else if (!found.get().type().text().equals(type)) {
      var message = "connection `" + name + "` is of type `" + found.get().type() + "`";
      problems.error(span, message, "name one of type `" + type + "`");
      return Optional.empty();
    }
    return found;
  }

  private Optional<Declaration.Connection> only(
      String type, boolean required, Span span, Problems problems) {
    var found = runbook.connections().stream().filter(c -> c.type().text().equals(type)).toList();
    if (found.size() == 1) {
      return Optional.of(found.get(0));
    }
    if (required && found.isEmpty()) {
      var hint = "declare one: `connections: { " + type + ": { type: " + type + " } }`";
      problems.error(span, "this needs a connection of type `" + type + "`", hint);
    } else if (required) {
      var names = found.stream().map(c -> c.name().text()).toList();
      problems.error(
          span,
          Words.count(found.size(), "connection") + " could be meant: " + Words.or(names),
          "name one: `with: { connection: " + names.get(0) + " }`");
    }
    return Optional.empty();
  }
}
