package dev.runbook.shell;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import dev.runbook.action.Processes.Captured;
import dev.runbook.action.ShellText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a command of the operator; a non-zero exit code is a bad answer. */
@ActionName("shell.run")
@Doc("run a command on this machine")
@Fails({
  "the exit code is not 0",
  "`parse` cannot read what the command wrote, or it is larger than 1 MiB"
})
public record Run(
    @ShellText
        @Doc("text for /bin/sh, or a list: a program and its arguments, without a shell")
        @Example("make test")
        Object command,
    @Doc("folder to run it in") @Nullable Path cwd,
    @Doc("environment variables to add; the place for secrets") @Default("{}")
        Map<String, String> env,
    @Doc("text for its standard input; none if not given") @Nullable String stdin,
    @Doc("read standard output as json, yaml or lines into `value`") @Nullable Parse parse)
    implements Action<Run.Outputs> {

  public Run {
    if (command instanceof Map) {
      throw new IllegalArgumentException(
          "`command` is a map: write a text for a shell, or a list of a program and its arguments");
    }
    for (var name : env.keySet()) {
      if (name.isEmpty() || name.contains("=")) {
        throw new IllegalArgumentException(
            "`" + name + "` cannot be the name of an environment variable");
      }
    }
  }

  /** How it ended and what it wrote. */
  public record Outputs(
      @Doc("0 if it succeeded, 128 + N if signal N ended it") int exitCode,
      @Doc("what it wrote to standard output, without the last newline") Captured stdout,
      @Doc("what it wrote to standard error, without the last newline") Captured stderr,
      @Doc("what `parse` read; null without it") @Nullable Object value) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Running.run(this, call);
  }

  @Override
  public Preview preview(Look look) {
    var text = "run " + CommandLine.of(command).shown();
    var preview = Preview.unforeseen(cwd == null ? text : text + " in " + cwd);
    return look.probing() ? preview.withFound(FoundProgram.of(this, look)) : preview;
  }

  /** What is read as data stands as a number: it can be compared, counted and shown. */
  @Override
  public Outputs example() {
    var text = parse == null ? "text" : "1";
    var value = parse == null ? null : parse == Parse.LINES ? List.of(text) : BigDecimal.ONE;
    return new Outputs(0, new Captured(text, false), new Captured("", false), value);
  }
}
