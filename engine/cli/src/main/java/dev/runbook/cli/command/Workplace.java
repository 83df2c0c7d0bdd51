package dev.runbook.cli.command;

import dev.runbook.catalog.Catalog;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Refusal;
import dev.runbook.cli.view.EndText;
import dev.runbook.cli.view.EventLines;
import dev.runbook.cli.view.RunView;
import dev.runbook.cli.view.TerminalPerson;
import dev.runbook.journal.StateException;
import dev.runbook.journal.StateFolder;
import dev.runbook.run.Accounts;
import dev.runbook.run.Engine;
import dev.runbook.run.Machine;
import dev.runbook.run.Person;
import dev.runbook.run.Progress;
import dev.runbook.run.RefusedException;
import dev.runbook.run.RunResult;
import dev.runbook.run.SystemClock;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a command has an engine do something.
 *
 * @param catalog the installed actions; empty where nothing is run
 */
record Workplace(Console console, StateFolder state, Catalog catalog) {
  /** Something that carries a run out. */
  interface Work {
    RunResult on(Engine engine) throws RefusedException, StateException;
  }

  /** Something that is asked of an engine. */
  interface Question<T> {
    T ask(Engine engine) throws RefusedException, StateException;
  }

  /** Returns an engine that nobody watches: to look, to decide, to cancel from outside. */
  Engine engine() {
    return new Engine(machine());
  }

  /** Asks it something; what it refuses is the command's refusal. */
  <T> T ask(Question<T> question) throws Refusal, StateException {
    return ask(engine(), question);
  }

  /** Asks an engine that may ask the operator back. */
  <T> T askHere(Question<T> question) throws Refusal, StateException {
    var accounts = new SystemAccounts();
    return ask(engine(person(accounts, new RunView(console)), progress -> {}, accounts), question);
  }

  private static <T> T ask(Engine engine, Question<T> question) throws Refusal, StateException {
    try {
      return question.ask(engine);
    } catch (RefusedException e) {
      throw Refusal.of(e.diagnostics());
    }
  }

  /** Returns the id of a run that there is. */
  String run(String id) throws Refusal, StateException {
    return NamedRun.folder(state, id).id();
  }

  /** Carries a run out: shows it, asks at its gates, heeds signals, tells how it ended. */
  Exit carryOut(boolean json, Work work) throws Refusal, StateException {
    return json ? forPrograms(work) : forPeople(work);
  }

  private Exit forPrograms(Work work) throws Refusal, StateException {
    var lines = new EventLines(console);
    var heeding = new Heeding(console, lines);
    var engine = heeding.by(engine(Person.NOBODY, heeding, new SystemAccounts()));
    var result = result(work, engine);
    lines.end(result);
    return exit(result, heeding);
  }

  private Exit forPeople(Work work) throws Refusal, StateException {
    var view = new RunView(console);
    var accounts = new SystemAccounts();
    var heeding = new Heeding(console, view);
    var engine = heeding.by(engine(person(accounts, view), heeding, accounts));
    var began = console.now();
    var ticker = ticking(view);
    try {
      var result = result(work, engine);
      view.close();
      new EndText(console, state.commands()).say(result, since(began));
      return exit(result, heeding);
    } finally {
      ticker.interrupt();
      view.close();
    }
  }

  private Person person(Accounts accounts, RunView view) {
    return console.canAsk() ? new TerminalPerson(console, accounts, view) : Person.NOBODY;
  }

  private Duration since(Instant began) {
    return Duration.between(began, console.now());
  }

  private static RunResult result(Work work, Engine engine) throws Refusal, StateException {
    try {
      return work.on(engine);
    } catch (RefusedException e) {
      throw Refusal.of(e.diagnostics());
    }
  }

  private Engine engine(Person person, Progress.Listener listener, Accounts accounts) {
    return new Engine(machine(person, listener, accounts));
  }

  /** Returns what can be asked without anybody watching. */
  Machine machine() {
    return machine(Person.NOBODY, progress -> {}, new SystemAccounts());
  }

  private Machine machine(Person person, Progress.Listener listener, Accounts accounts) {
    var environment = console.surroundings().environment();
    return new Machine(state, catalog, new SystemClock(), person, accounts, listener, environment);
  }

  /** Begins to look at a view each second, while there may be something to see. */
  private static Thread ticking(RunView view) {
    var thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  view.awaitTick();
                  view.tick();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "live line");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static Exit exit(RunResult result, Heeding heeding) {
    return switch (result.status()) {
      case SUCCEEDED, ROLLED_BACK -> Exit.SUCCEEDED;
      case FAILED, CANCELLED -> Exit.FAILED;
      case PAUSED -> Exit.PAUSED;
      case INTERRUPTED -> heeding.signal().orElse(Exit.INTERRUPTED);
    };
  }
}
