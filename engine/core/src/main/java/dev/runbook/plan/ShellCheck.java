package dev.runbook.plan;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Names;
import dev.runbook.expression.Reference;
import dev.runbook.expression.Type;
import dev.runbook.model.Value;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Warns of values from outside that a shell would read as code: inputs, outputs, secrets that stand
 * in a shell text without {@code quote}.
 */
final class ShellCheck {
  private static final Pattern ONE_NAME = Pattern.compile("\\s*[\\w.]+\\s*");

  private final Origins origins;
  private final Names names;
  private final Problems problems;

  ShellCheck(FileTypes file, Place place, Names names, Problems problems) {
    this.origins = new Origins(file, place, names);
    this.names = names;
    this.problems = problems;
  }

  /** Checks those of the arguments that a shell reads. */
  void check(Value.Entries with, Collection<String> shellTexts) {
    for (var name : shellTexts) {
      with.entry(name).ifPresent(entry -> check(entry.value()));
    }
  }

  /** A list of words has no shell, but everybody on the machine can see it. */
  private void check(Value command) {
    if (command instanceof Value.Scalar text) {
      check(text);
    } else if (command instanceof Value.Items words) {
      for (var word : words.items()) {
        if (word instanceof Value.Scalar text) {
          text.template().expressions().forEach(this::argument);
        }
      }
    }
  }

  /** A text that is one name only is a command from elsewhere. */
  private void check(Value.Scalar text) {
    var single = text.template().single();
    if (single.isPresent() && isList(single.get().check(names, new Problems()))) {
      argument(single.get());
      return;
    }
    var isName = single.isPresent() && ONE_NAME.matcher(single.get().text()).matches();
    for (var expression : text.template().expressions()) {
      check(expression, isName);
    }
  }

  private static boolean isList(Type type) {
    return type instanceof Type.ListOf
        || (type instanceof Type.OrNull orNull && isList(orNull.type()));
  }

  private void check(Expression expression, boolean isName) {
    for (var reference : expression.unquoted()) {
      var name = String.join(".", reference.path());
      if (reference.path().get(0).equals("secrets")) {
        secret(reference, name);
      } else if (!isName && origins.isFromOutside(reference)) {
        problems.warning(
            reference.spans().get(0),
            "`" + name + "` is read by the shell as it is",
            "write `${quote(" + name + ")}`, or give it by `env`");
      }
    }
  }

  private void argument(Expression expression) {
    for (var reference : expression.references()) {
      if (reference.path().get(0).equals("secrets")) {
        problems.warning(
            reference.spans().get(0),
            "a secret among the arguments of a program can be seen by others on the machine",
            "use `env: { NAME: '${"
                + String.join(".", reference.path())
                + "}' }`, and have the program read it there, or on its standard input");
      }
    }
  }

  private void secret(Reference reference, String name) {
    problems.warning(
        reference.spans().get(0),
        "a secret in a shell text can be seen by others on the machine",
        "use `env: { NAME: '${" + name + "}' }`, and \"$NAME\" in the text");
  }
}
