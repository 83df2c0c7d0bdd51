package dev.runbook.shell;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.action.Processes.Command;
import dev.runbook.action.Processes.Exit;
import org.jspecify.annotations.Nullable;

/** Carries out {@link Run}. */
final class Running {
  private static final int LONGEST = 300;

  private Running() {}

  static Outcome<Run.Outputs> run(Run run, Call call) throws Exception {
    var words = CommandLine.of(run.command()).words();
    if (words.isEmpty()) {
      return Outcome.failed("`command` is an empty list: write a program and its arguments");
    }
    var cwd = run.cwd() == null ? call.directory() : call.directory().resolve(run.cwd());
    var exit = call.processes().run(new Command(words, cwd, run.env(), run.stdin(), null));
    if (exit.code() != 0) {
      return Outcome.failed(reason(exit), outputs(exit, null));
    }
    return run.parse() == null ? Outcome.done(outputs(exit, null)) : parsed(run.parse(), exit);
  }

  static Outcome<Run.Outputs> parsed(Parse parse, Exit exit) {
    if (exit.stdout().cut()) {
      return Outcome.failed(
          "standard output is larger than 1 MiB, too large to read; all of it is in the step's log",
          outputs(exit, null));
    }
    try {
      return Outcome.done(outputs(exit, parse.value(exit.stdout().text())));
    } catch (UnreadableException e) {
      return Outcome.failed("standard output is " + e.reason(), outputs(exit, null));
    }
  }

  private static String reason(Exit exit) {
    var code = "exit code " + exit.code();
    var last = exit.stderr().text().lines().filter(line -> !line.isBlank()).reduce((a, b) -> b);
    return last.map(line -> code + ": " + shortened(line.strip())).orElse(code);
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "..";
  }

  private static Run.Outputs outputs(Exit exit, @Nullable Object value) {
    return new Run.Outputs(exit.code(), exit.stdout(), exit.stderr(), value);
  }
}
