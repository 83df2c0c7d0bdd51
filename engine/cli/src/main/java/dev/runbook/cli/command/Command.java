package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.journal.StateException;

/** One command of the command line; an instance serves one call. */
interface Command {

  /** Returns what can be given to it; read before {@link #run}. */
  Syntax syntax();

  /** Does it. */
  Exit run(Console console) throws Refusal, StateException;
}
