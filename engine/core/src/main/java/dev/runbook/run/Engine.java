package dev.runbook.run;

import dev.runbook.journal.Decision;
import dev.runbook.journal.JournalException;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import dev.runbook.journal.StateFolder.HeldRun;
import dev.runbook.plan.Plan;
import dev.runbook.standing.Standing;
import dev.runbook.standing.Standings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries runs out on this machine, and tells how they stand. One process carries out one run at a
 * time; deciding, cancelling and looking work from any other process too.
 *
 * <p>What cannot be done as it was asked is a {@link RefusedException}, before anything happened:
 * exit code 2. A {@link StateException} is exit code 4 if something is held, 1 if a run that began
 * cannot be recorded any more, else 2.
 */
public final class Engine {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Machine machine;
  private volatile @Nullable Session session;

  public Engine(Machine machine) {
    this.machine = machine;
  }

  /** Starts a run and returns how it stands when nothing more can be done in this process. */
  public RunResult start(Plan plan, RunRequest request) throws RefusedException, StateException {
    var now = machine.clock().instant();
    var supplied = supplied(request.selected().outputsFrom());
    var starting = begin();
    starting.prepare(plan, request, "run", now, supplied);
    var held = machine.state().create(now);
    var id = held.folder().id();
    try {
      return carry(
          starting,
          held,
          () -> {
            var ready = starting.prepare(plan, request, id, now, supplied);
            locks(held.folder()).take(Session.lock(ready));
            return starting.start(ready, request, held.folder(), supplied);
          });
    } catch (RefusedException | StateException e) {
      machine.state().discard(id);
      throw e;
    }
  }

  private Map<String, Map<String, @Nullable Object>> supplied(@Nullable String run)
      throws StateException {
    return run == null
        ? new LinkedHashMap<>()
        : EarlierOutputs.of(machine.state().find(run).read());
  }

  /** Goes on with a run: what is recorded is not done again. */
  public RunResult resume(String run, ResumeRequest request)
      throws RefusedException, StateException {
    var going = begin();
    var held = machine.state().hold(run);
    return carry(going, held, () -> going.resume(request, held.folder(), locks(held.folder())));
  }

  /** Returns what {@code resume --edited} would go on with; refused where the new text is wrong. */
  public Edits edits(String run) throws RefusedException, StateException {
    return new Editing(Surroundings.of(machine)).edits(machine.state().find(run));
  }

  /**
   * Looks for the secrets of a run, as they are now, in each file of its folder.
   *
   * @param inputs given anew, as for a resume: the secret ones, which no run keeps
   */
  public Exposures exposures(String run, Map<String, String> inputs)
      throws RefusedException, StateException {
    return new Searching(Surroundings.of(machine)).search(machine.state().find(run), inputs);
  }

  /** Returns what {@link #rollback} would do, in that order. */
  public List<TakenBack> rollbackPreview(String run) throws RefusedException, StateException {
    return Undoing.preview(machine.state().find(run).read());
  }

  /** Takes back every finished step of a run, the last one first, up to the first failure. */
  public RunResult rollback(String run) throws RefusedException, StateException {
    var going = begin();
    var held = machine.state().hold(run);
    return carry(going, held, () -> going.rollback(held.folder(), locks(held.folder())));
  }

  /**
   * Cancels a run: what is in flight is ended, open {@code always} blocks run.
   *
   * @return empty if another process carries it out: that one was asked to
   */
  public Optional<RunResult> cancel(String run) throws RefusedException, StateException {
    var folder = machine.state().find(run);
    if (machine.state().isHeld(run)) {
      folder.request("cancel");
      return Optional.empty();
    }
    var going = begin();
    var held = machine.state().hold(run);
    return Optional.of(carry(going, held, () -> going.cancel(held.folder())));
  }

  /** Puts a person's decision into a run; refused if it would not count. */
  public void decide(String run, Answer answer) throws RefusedException, StateException {
    var folder = machine.state().find(run);
    folder.decide(decision(folder, answer));
  }

  private Decision decision(RunFolder folder, Answer answer)
      throws RefusedException, StateException {
    return new Deciding(Surroundings.of(machine), folder).decision(answer);
  }

  /**
   * Stops the run that this process carries out, as Ctrl-C does: nothing new starts, waits end,
   * calls in flight may end; a second time as {@link #kill}. May be called from a signal handler.
   */
  public void interrupt() {
    var going = session;
    if (going != null) {
      going.interrupt(false);
    }
  }

  /** Stops the run that this process carries out at once: calls in flight are ended. */
  public void kill() {
    var going = session;
    if (going != null) {
      going.interrupt(true);
    }
  }

  /** Returns how a run stands. */
  public Standing standing(String run) throws StateException {
    return standing(machine.state().find(run));
  }

  private Standing standing(RunFolder folder) throws StateException {
    var held = machine.state().isHeld(folder.id());
    var standing = Standing.of(folder.id(), folder.read(), held);
    return standing.open().isEmpty() ? standing : standing.with(folder.decisions());
  }

  /** Returns how all runs stand, newest first; one that cannot be read hides no other. */
  public Standings standings() throws StateException {
    var runs = new ArrayList<Standing>();
    var damaged = new ArrayList<Standings.Damaged>();
    for (var folder : machine.state().runs()) {
      try {
        runs.add(standing(folder));
      } catch (StateException e) {
        damaged.add(new Standings.Damaged(folder.id(), String.valueOf(e.getMessage()), e.hint()));
      }
    }
    return new Standings(runs, damaged);
  }

  /**
   * Waits until no process carries the run out any more, or a person has to decide; returns how it
   * stands then.
   *
   * @param look is told how it stands now, and about twice a second while it goes on
   */
  public Standing await(String run, Consumer<Standing> look) throws StateException {
    var never = new Object();
    while (true) {
      var standing = standing(run);
      look.accept(standing);
      var isAsked = standing.open().stream().anyMatch(question -> !question.isDecided());
      if (standing.status() != Standing.Status.RUNNING || isAsked) {
        return standing;
      }
      try {
        machine.clock().await(machine.clock().instant().plus(LOOK), never, () -> false);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return standing;
      }
    }
  }

  private Session begin() {
    return new Session(Surroundings.of(machine));
  }

  private Session.Locks locks(RunFolder folder) {
    return name -> {
      if (name != null) {
        machine.state().lock(name, folder.id());
      }
    };
  }

  /** What a session does with a run. */
  private interface Work {
    RunResult run() throws RefusedException, StateException;
  }

  /** Does it while nobody else can, and frees what a run that has ended held. */
  @SuppressWarnings("try") // lock and watch are only to be closed
  private RunResult carry(Session going, HeldRun held, Work work)
      throws RefusedException, StateException {
    session = going;
    try (var lock = held.lock();
        var watch = held.folder().watch(() -> going.look(held.folder()))) {
      var result = work.run();
      if (result.status().isEnd()) {
        machine.state().unlock(held.folder().id());
      }
      return result;
    } catch (JournalException e) {
      throw unwritable(held.folder().id(), e);
    } catch (IOException e) {
      throw new IllegalStateException("closing what watched the run failed", e);
    } finally {
      session = null;
    }
  }

  private StateException unwritable(String run, JournalException trouble) {
    var message = String.valueOf(trouble.getMessage());
    var commands = machine.state().commands();
    var next = trouble.isFirst() ? "run it again" : "`" + commands.resume(run) + "`";
    var reason = trouble.isFirst() ? StateException.Reason.BAD : StateException.Reason.UNWRITABLE;
    return new StateException(reason, message, trouble.remedy() + ", then " + next);
  }
}
