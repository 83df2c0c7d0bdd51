package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import dev.runbook.run.Engine;
import dev.runbook.run.RefusedException;
import dev.runbook.run.RunResult;
import java.util.Map;
import java.util.function.Supplier;

/** {@code cancel}: ends a run for good. */
final class CancelCommand implements Command {
  private final Syntax syntax =
      new Syntax(
              "cancel", "Ends a run for good: what is in flight is ended, open `always` steps run.")
          .details("A run that was cancelled cannot be resumed, only taken back.")
          .example("runbook cancel 2026-11-23-k3");
  private final Supplier<String> run = syntax.required("RUN", "the run");
  private final StateOption state = new StateOption(syntax);
  private final OutputForm output = new OutputForm(syntax);

  @Override
  public Syntax syntax() {
    return syntax;
  }

  /** Another process carries the run out, and was asked to cancel it. */
  private static final class ElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Exit run(Console console) throws Refusal, StateException {
    var json = output.isJson();
    var catalog = Installed.catalog(console);
    var place = new Workplace(console, state.folder(console), catalog);
    try {
      var id = place.run(run.get());
      var exit = place.carryOut(json, engine -> cancelled(engine, id));
      return exit == Exit.FAILED ? Exit.SUCCEEDED : exit;
    } catch (ElsewhereException e) {
      console.line(json ? Json.write(Map.of("run", run.get(), "asked", true)) : told(place));
      return Exit.SUCCEEDED;
    }
  }

  private static RunResult cancelled(Engine engine, String run)
      throws RefusedException, StateException {
    return engine.cancel(run).orElseThrow(ElsewhereException::new);
  }

  private String told(Workplace place) {
    var wait = place.state().commands().await(run.get());
    return "the process that carries it out was asked to cancel it; `" + wait + "` waits for that";
  }
}
