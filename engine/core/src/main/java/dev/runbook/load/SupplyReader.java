package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Template;
import dev.runbook.model.Declaration.Connection;
import dev.runbook.model.Declaration.Secret;
import dev.runbook.model.Declaration.SecretFrom;
import dev.runbook.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads secrets and connections, in a runbook or a site file. */
final class SupplyReader {
  private static final List<String> SOURCES = List.of("env", "file", "command", "prompt");
  private static final List<String> SECRET_KEYS =
      List.of("env", "file", "command", "prompt", "description");

  private final Scalars scalars;
  private final Problems problems;

  SupplyReader(Scalars scalars) {
    this.scalars = scalars;
    this.problems = scalars.problems();
  }

  List<Secret> secrets(Node.Entry entry) {
    return names(entry, "{ env: VARIABLE }").stream()
        .map(this::secret)
        .filter(Objects::nonNull)
        .toList();
  }

  List<Connection> connections(Node.Entry entry) {
    return names(entry, "{ type: ssh }").stream()
        .map(this::connection)
        .filter(Objects::nonNull)
        .toList();
  }

  private List<Node.Entry> names(Node.Entry entry, String example) {
    if (entry.value() instanceof Node.Entries map) {
      return map.entries();
    }
    var hint = "write `" + entry.key().text() + ": { NAME: " + example + " }`";
    scalars.expected("a map of names", entry.value(), hint);
    return List.of();
  }

  private @Nullable Secret secret(Node.Entry entry) {
    var isName = Identifiers.isName(entry.key(), problems);
    if (entry.isEmpty()) {
      return isName ? new Secret(entry.key(), null, null) : null;
    }
    if (!(entry.value() instanceof Node.Entries map)) {
      var written = entry.value().span();
      written.source().conceal(written);
      scalars.expected(
          "a map",
          entry.value(),
          "a secret is never written here: name where it comes from, such as `{ env: VARIABLE }`");
      return null;
    }
    var fields = new Fields(map, SECRET_KEYS, problems);
    var from = from(fields);
    var description = fields.read("description", scalars::plainText);
    return isName ? new Secret(entry.key(), from, description) : null;
  }

  private @Nullable SecretFrom from(Fields fields) {
    var sources = new ArrayList<Node.Entry>();
    for (var entry : fields.map().entries()) {
      if (SOURCES.contains(entry.key().text()) && fields.has(entry.key().text())) {
        sources.add(entry);
      }
    }
    if (sources.isEmpty()) {
      return null;
    }
    for (var second : sources.subList(1, sources.size())) {
      var both = List.of(sources.get(0).key().text(), second.key().text());
      problems.error(
          second.key().span(),
          "a secret has one source, not " + Words.and(both),
          "keep one of them");
    }
    return from(sources.get(0));
  }

  private @Nullable SecretFrom from(Node.Entry entry) {
    return switch (entry.key().text()) {
      case "env" -> env(entry);
      case "file" -> file(entry);
      case "command" -> command(entry);
      default -> scalars.flag(entry) ? new SecretFrom.Prompt(entry.key().span()) : null;
    };
  }

  private @Nullable SecretFrom env(Node.Entry entry) {
    var word = scalars.word(entry.value(), "the name of an environment variable");
    return word != null && Identifiers.isVariable(word, problems) ? new SecretFrom.Env(word) : null;
  }

  private @Nullable SecretFrom file(Node.Entry entry) {
    var word = scalars.word(entry.value(), "the path of a file");
    return word == null ? null : new SecretFrom.File(word);
  }

  private @Nullable SecretFrom command(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Items list)) {
      scalars.expected(
          "a list",
          entry.value(),
          "write the program and its arguments as a list: `[pass, show, NAME]`");
      return null;
    }
    if (list.items().isEmpty()) {
      problems.error(list.span(), "no command", "write the program and its arguments");
    }
    var arguments = new ArrayList<Template>();
    for (var item : list.items()) {
      if (scalars.value(item) instanceof Value.Scalar scalar) {
        arguments.add(scalar.template());
      } else {
        scalars.expected("text", item, null);
      }
    }
    return arguments.isEmpty() ? null : new SecretFrom.Command(arguments);
  }

  private @Nullable Connection connection(Node.Entry entry) {
    var isName = Identifiers.isName(entry.key(), problems);
    if (!(entry.value() instanceof Node.Entries map)) {
      if (entry.isEmpty()) {
        problems.error(entry.key().span(), "missing `type`", "write `{ type: ssh }`");
        return null;
      }
      var type = entry.value() instanceof Node.Scalar scalar ? scalar.text() : "ssh";
      scalars.expected("a map", entry.value(), "write " + Words.name("{ type: " + type + " }"));
      return null;
    }
    var types =
        map.entries().stream().filter(setting -> setting.key().text().equals("type")).toList();
    if (types.isEmpty()) {
      problems.error(
          entry.key().span(), "missing `type`", "say what it connects to, such as `type: ssh`");
      return null;
    }
    var type = scalars.word(types.get(0).value(), "a type of connection");
    var settings = settings(map);
    return type == null || !isName
        ? null
        : new Connection(entry.key(), type, settings, settings.entries().isEmpty());
  }

  private Value.Entries settings(Node.Entries map) {
    var settings = new ArrayList<Value.Entry>();
    for (var entry : map.entries()) {
      if (!entry.key().text().equals("type")) {
        settings.add(new Value.Entry(entry.key(), scalars.value(entry)));
      }
    }
    return new Value.Entries(settings, map.span());
  }
}
