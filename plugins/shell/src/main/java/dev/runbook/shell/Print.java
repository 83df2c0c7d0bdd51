package dev.runbook.shell;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;

/** Says something to whoever watches the run or reads its log. */
@ActionName("log.print")
@Doc("print a message")
public record Print(@Doc("what to print; may have several lines") @Example("Hello") String message)
    implements Action<Print.Outputs> {

  /** Nothing. */
  public record Outputs() {}

  @Override
  public Outcome<Outputs> run(Call call) {
    call.line(message.stripTrailing());
    return Outcome.done(new Outputs());
  }

  @Override
  public Preview preview(Look look) {
    return Preview.read("print " + message.strip());
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs();
  }
}
