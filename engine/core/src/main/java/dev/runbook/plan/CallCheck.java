package dev.runbook.plan;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Names;
import dev.runbook.expression.Type;
import dev.runbook.model.Declaration;
import dev.runbook.model.Runbook;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks what a call hands over: inputs, and the secrets and connections that the called runbook is
 * given.
 */
final class CallCheck {
  private static final Pattern WHOLE_CONNECTION = Pattern.compile("connections\\.(\\w+)");

  private final FileTypes caller;
  private final Runbook called;
  private final String file;
  private final Problems problems;
  private final Set<String> settled = new HashSet<>();

  CallCheck(FileTypes caller, FileTypes called, Work.Call call, Problems problems) {
    this.caller = caller;
    this.called = called.runbook;
    this.file = call.file().text();
    this.problems = problems;
  }

  /**
   * Checks the values handed over.
   *
   * @param step what is pointed at for a value that is missing
   */
  void check(Span step, Value.Entries with, Scene scene) {
    var names = scene.withSecrets(caller).names();
    for (var entry : with.entries()) {
      settled.add(entry.key().text());
      check(entry, names);
    }
    called.inputs().stream().filter(this::isOpen).forEach(input -> inherit(input, step));
    called.secrets().stream()
        .filter(secret -> secret.from() == null && !settled.contains(secret.name().text()))
        .forEach(secret -> inherit(secret, step));
    called.connections().stream()
        .filter(c -> c.given() && !settled.contains(c.name().text()))
        .forEach(connection -> inherit(connection, step));
  }

  private void check(Value.Entry entry, Names names) {
    var name = entry.key().text();
    var input = called.inputs().stream().filter(i -> i.name().text().equals(name)).findFirst();
    if (input.isPresent()) {
      var given = Evaluation.checked(entry.value(), names, problems);
      Binding.read(input.get(), given, problems);
      return;
    }
    var connection = new Connections(called).find(name);
    if (connection.isPresent()) {
      checkConnection(connection.get(), entry);
      return;
    }
    var given = Evaluation.checked(entry.value(), names, problems);
    var secret = called.secrets().stream().filter(s -> s.name().text().equals(name)).findFirst();
    if (secret.isEmpty()) {
      unknown(entry);
    } else if (secret.get().from() != null) {
      own("secret", entry);
    } else {
      Binding.read(Declaration.Shape.of(Declaration.Kind.SECRET), name, given, problems);
    }
  }

  private void unknown(Value.Entry entry) {
    var known = new ArrayList<String>();
    called.inputs().forEach(input -> known.add(input.name().text()));
    called.secrets().stream()
        .filter(s -> s.from() == null)
        .forEach(s -> known.add(s.name().text()));
    called.connections().stream()
        .filter(Declaration.Connection::given)
        .forEach(c -> known.add(c.name().text()));
    var near = Spelling.nearest(entry.key().text(), known);
    near.ifPresent(settled::add);
    problems.error(
        entry.key().span(),
        "`" + file + "` has no input `" + entry.key() + "`",
        near.map(n -> "did you mean `" + n + "`?").orElse(choice(known)));
  }

  private static String choice(List<String> known) {
    return known.isEmpty() ? "it takes nothing" : "it takes " + Words.and(known);
  }

  private void own(String noun, Value.Entry entry) {
    var message = noun + " `" + entry.key() + "` is declared by `" + file + "` itself";
    problems.error(entry.key().span(), message, "remove it here, or its settings there");
  }

  private void checkConnection(Declaration.Connection wanted, Value.Entry entry) {
    if (!wanted.given()) {
      own("connection", entry);
      return;
    }
    var handed = handed(entry.value());
    if (handed.isEmpty()) {
      problems.error(
          entry.value().span(),
          "`" + entry.key() + "` wants a connection",
          "write `${connections.NAME}`");
      return;
    }
    var span = entry.value().span();
    new Connections(caller.runbook).find(wanted.type().text(), handed.get(), true, span, problems);
  }

  /** Returns the name in a value that is just one <code>${connections.NAME}</code>. */
  private static Optional<String> handed(Value value) {
    if (!(value instanceof Value.Scalar scalar)) {
      return Optional.empty();
    }
    return scalar
        .template()
        .single()
        .map(expression -> WHOLE_CONNECTION.matcher(expression.text().strip()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }

  private boolean isOpen(Declaration input) {
    return input.defaultValue() == null && !settled.contains(input.name().text());
  }

  /** An input without default comes from the caller's input of the same name. */
  private void inherit(Declaration input, Span step) {
    var name = input.name().text();
    var same =
        caller.runbook.inputs().stream().filter(i -> i.name().text().equals(name)).findFirst();
    if (same.isPresent()) {
      Type type = Binding.type(same.get());
      Binding.read(input, new Given.Typed(type, step), problems);
    } else if (input.required()) {
      missing("input", name, step, "add `" + name + ": ...` to its `with`");
    }
  }

  private void inherit(Declaration.Secret secret, Span step) {
    var name = secret.name().text();
    if (caller.runbook.secrets().stream().noneMatch(s -> s.name().text().equals(name))) {
      missing("secret", name, step, "add `" + name + ": ${secrets.NAME}` to its `with`");
    }
  }

  private void inherit(Declaration.Connection connection, Span step) {
    var name = connection.name().text();
    var same = new Connections(caller.runbook).find(name);
    if (same.isEmpty()) {
      missing("connection", name, step, "add `" + name + ": ${connections.NAME}` to its `with`");
    } else {
      new Connections(caller.runbook).find(connection.type().text(), name, true, step, problems);
    }
  }

  private void missing(String noun, String name, Span step, String hint) {
    problems.error(step, "`" + file + "` needs the " + noun + " `" + name + "`", hint);
  }
}
