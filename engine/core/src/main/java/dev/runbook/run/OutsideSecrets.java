package dev.runbook.run;

import dev.runbook.action.Processes;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Values;
import dev.runbook.model.Declaration.SecretFrom;
import dev.runbook.process.ChildProcesses;
import dev.runbook.secret.Masker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads secrets from the environment, from files, from programs and from the operator. */
final class OutsideSecrets implements Secrets.Outside {
  private final Map<String, String> environment;
  private final Person person;

  OutsideSecrets(Map<String, String> environment, Person person) {
    this.environment = environment;
    this.person = person;
  }

  @Override
  public Result read(String name, SecretFrom from, Path folder) {
    if (from instanceof SecretFrom.Env env) {
      var value = environment.get(env.name().text());
      return value == null
          ? missing(name, "`" + env.name() + "` is not set", "set the environment variable")
          : Result.of(value);
    }
    if (from instanceof SecretFrom.File file) {
      return file(name, folder.resolve(file.path().text()));
    }
    if (from instanceof SecretFrom.Command command) {
      return program(name, command, folder);
    }
    return person
        .secret(name)
        .<Result>map(Result::of)
        .orElseGet(() -> missing(name, "nobody is there to be asked", "run it on a terminal"));
  }

  /** Returns whether it can be read at once, as often as one likes, and asks nobody. */
  static boolean isReady(SecretFrom from, Path folder) {
    return from instanceof SecretFrom.Env
        || (from instanceof SecretFrom.File file
            && Files.isRegularFile(folder.resolve(file.path().text())));
  }

  private static Result file(String name, Path file) {
    try {
      return Result.of(withoutNewline(Files.readString(file)));
    } catch (IOException e) {
      return missing(name, "`" + file + "` cannot be read", "is the file there, and yours?");
    }
  }

  private static Result program(String name, SecretFrom.Command command, Path folder) {
    try (var until = new UntilExit()) {
      var words = new ArrayList<String>();
      for (var argument : command.arguments()) {
        words.add(word(argument.evaluate(NoNames.SEEN)));
      }
      var processes =
          new ChildProcesses("secret/" + name, new Masker(), until, line -> {}, child -> {});
      var exit = processes.run(Processes.Command.of(folder, words));
      return exit.code() == 0
          ? Result.of(exit.stdout().text())
          : missing(
              name,
              "`" + words.get(0) + "` ended with exit code " + exit.code(),
              said(exit.stdout().text(), exit.stderr().text()));
    } catch (IOException | EvaluationException e) {
      return missing(name, "its program cannot be run: " + e.getMessage(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return missing(name, "its program was interrupted", null);
    }
  }

  /** What it printed may be the secret, or a part of it. */
  private static @Nullable String said(String printed, String complained) {
    var masker = new Masker();
    masker.add(
        printed.lines().map(String::strip).filter(l -> l.length() >= Masker.SHORTEST).toList());
    var lines = masker.mask(complained).strip().lines().toList();
    return lines.isEmpty() ? null : "it said: " + lines.get(lines.size() - 1).strip();
  }

  private static String word(Result result) {
    return result instanceof Result.Known known ? Values.text(known.value()) : "";
  }

  private static String withoutNewline(String text) {
    return text.endsWith("\r\n")
        ? text.substring(0, text.length() - 2)
        : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static Result missing(String name, String why, @Nullable String hint) {
    return new Result.Missing("secret `" + name + "` is missing: " + why, hint);
  }
}
