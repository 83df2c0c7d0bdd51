package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.console.Surroundings;
import dev.runbook.journal.Commands;
import dev.runbook.journal.StateFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The option {@code --state}: where runs are kept. Else {@code RUNBOOK_STATE}, else {@code
 * XDG_STATE_HOME} (XDG Base Directory Specification: an absolute path), else {@code
 * ~/.local/state}.
 */
final class StateOption {
  private final Supplier<Optional<String>> option;

  StateOption(Syntax syntax) {
    option = syntax.option("--state", "DIR", "the folder of runs; else RUNBOOK_STATE says it");
  }

  StateFolder folder(Console console) throws Refusal {
    return StateFolder.at(path(console.surroundings()), console.surroundings().clock(), commands());
  }

  private Path path(Surroundings around) throws Refusal {
    var named = option.get().or(() -> around.variable("RUNBOOK_STATE"));
    if (named.isPresent()) {
      return around.directory().resolve(Paths.of(named.get())).normalize();
    }
    var shared = around.variable("XDG_STATE_HOME").filter(text -> text.startsWith("/"));
    if (shared.isPresent()) {
      return Paths.of(shared.get()).resolve("runbook");
    }
    var home = around.variable("HOME").orElseGet(() -> System.getProperty("user.home", ""));
    return Paths.of(home).resolve(".local/state/runbook");
  }

  /** Returns command lines to type next, which name the same folder. */
  private Commands commands() {
    return new Commands(option.get().map(dir -> List.of("--state", dir)).orElse(List.of()));
  }
}
