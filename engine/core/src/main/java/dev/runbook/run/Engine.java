package dev.runbook.run;

import dev.runbook.journal.StateException;
import dev.runbook.plan.Plan;
import dev.runbook.standing.Standing;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries runs out on this machine, and tells how they stand. One process carries out one run at a
 * time; deciding, cancelling and looking work from any other process too.
 *
 * <p>What cannot be done as it was asked is a {@link RefusedException}, before anything happened:
 * exit code 2. A {@link StateException} is exit code 4 if something is held, else 2.
 */
public final class Engine {
  private final Machine machine;

  public Engine(Machine machine) {
    this.machine = machine;
  }

  /** Starts a run and returns how it stands when nothing more can be done in this process. */
  public RunResult start(Plan plan, RunRequest request) throws RefusedException, StateException {
    throw new UnsupportedOperationException(plan.top().name() + " " + request + machine);
  }

  /** Goes on with a run: what is recorded is not done again. */
  public RunResult resume(String run, ResumeRequest request)
      throws RefusedException, StateException {
    throw new UnsupportedOperationException(run + request);
  }

  /** Returns what {@code resume --edited} would go on with; refused where the new text is wrong. */
  public Edits edits(String run) throws RefusedException, StateException {
    throw new UnsupportedOperationException(run);
  }

  /** Returns what {@link #rollback} would do, in that order. */
  public List<TakenBack> rollbackPreview(String run) throws RefusedException, StateException {
    throw new UnsupportedOperationException(run);
  }

  /** Takes back every finished step of a run, the last one first, up to the first failure. */
  public RunResult rollback(String run) throws RefusedException, StateException {
    throw new UnsupportedOperationException(run);
  }

  /**
   * Cancels a run: what is in flight is ended, open {@code always} blocks run.
   *
   * @return empty if another process carries it out: that one was asked to
   */
  public Optional<RunResult> cancel(String run) throws RefusedException, StateException {
    throw new UnsupportedOperationException(run);
  }

  /** Puts a person's decision into a run; refused if it would not count. */
  public void decide(String run, Answer answer) throws RefusedException, StateException {
    throw new UnsupportedOperationException(run + answer);
  }

  /**
   * Stops the run that this process carries out, as Ctrl-C does: nothing new starts, waits end,
   * calls in flight may end; a second time as {@link #kill}. May be called from a signal handler.
   */
  public void interrupt() {}

  /** Stops the run that this process carries out at once: calls in flight are ended. */
  public void kill() {}

  /** Returns how a run stands. */
  public Standing standing(String run) throws StateException {
    throw new UnsupportedOperationException(run);
  }

  /** Returns how all runs stand, newest first. */
  public List<Standing> standings() throws StateException {
    throw new UnsupportedOperationException();
  }

  /**
   * Waits until no process carries the run out any more, or a person has to decide; returns how it
   * stands then.
   *
   * @param look is told how it stands now, and about twice a second while it goes on
   */
  public Standing await(String run, Consumer<Standing> look) throws StateException {
    throw new UnsupportedOperationException(run + look);
  }
}
