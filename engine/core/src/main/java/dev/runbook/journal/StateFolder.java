package dev.runbook.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The folder that holds all runs and locks, private to its owner unless it was made for a group.
 */
public final class StateFolder {
  private final Path path;

  private StateFolder(Path path) {
    this.path = path;
  }

  /**
   * Returns the state folder at a path.
   *
   * @param path it is made, for its owner only, when the first run is
   */
  public static StateFolder at(Path path, InstantSource clock) {
    return new StateFolder(path);
  }

  public Path path() {
    return path;
  }

  /** Makes it a folder that the members of a group share; {@code runbook state init --group G}. */
  public void share(String group) throws StateException {
    throw new StateException(StateException.Reason.BAD, "group " + group, null);
  }

  /** Returns whether it is shared: only then can several people decide. */
  public boolean isShared() {
    return false;
  }

  /** Makes a new run with a short id such as {@code 2026-11-23-k3}, and takes its kernel lock. */
  public HeldRun create(Instant start) throws StateException {
    throw new StateException(StateException.Reason.BAD, "run at " + start, null);
  }

  /** Returns a run to look at; without its lock. */
  public RunFolder find(String id) throws StateException {
    throw new StateException(StateException.Reason.BAD, "no run `" + id + "`", null);
  }

  /**
   * Takes the kernel lock of a run; {@link StateException.Reason#HELD} if another process has it.
   */
  public HeldRun hold(String id) throws StateException {
    throw new StateException(StateException.Reason.BAD, "no run `" + id + "`", null);
  }

  /** Returns whether a process holds the run now. */
  public boolean isHeld(String id) {
    return false;
  }

  /** Returns all runs, newest first. */
  public List<RunFolder> runs() throws StateException {
    return List.of();
  }

  /** Deletes runs that have ended and are older; returns their ids. */
  public List<String> prune(Duration keep) throws StateException {
    return List.of();
  }

  /**
   * Gives a named lock to a run, for as long as the run is not ended; HELD names the run that has
   * it.
   */
  public void lock(String name, String run) throws StateException {
    throw new StateException(StateException.Reason.HELD, name + run, null);
  }

  /** Frees all locks that a run has. */
  public void unlock(String run) throws StateException {}

  /** A run whose lock this process holds. */
  public record HeldRun(RunFolder folder, AutoCloseable lock) {}
}
