package dev.runbook.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The folder that holds all runs and locks, private to its owner unless it was made for a group.
 *
 * <p>In it: {@code runs/ID/}, a folder each ({@link RunFolder}), and {@code locks/}.
 */
public final class StateFolder {
  private final Path path;
  private final InstantSource clock;
  private final Commands commands;

  private StateFolder(Path path, InstantSource clock, Commands commands) {
    this.path = path;
    this.clock = clock;
    this.commands = commands;
  }

  /**
   * Returns the state folder at a path.
   *
   * @param path it is made, for its owner only, when the first run is
   */
  public static StateFolder at(Path path, InstantSource clock) {
    return at(path, clock, Commands.PLAIN);
  }

  /**
   * Returns the state folder at a path.
   *
   * @param commands those that use the same folder
   */
  public static StateFolder at(Path path, InstantSource clock, Commands commands) {
    return new StateFolder(path.toAbsolutePath(), clock, commands);
  }

  /** Returns command lines to type next that use the same folder. */
  public Commands commands() {
    return commands;
  }

  public Path path() {
    return path;
  }

  /**
   * Makes it a folder that the members of a group share; {@code runbook state init --group G}.
   * Again for the same group changes nothing.
   */
  public void share(String group) throws StateException {
    try {
      var principal = group(group);
      if (!isShared() && !runs().isEmpty()) {
        throw Trouble.bad(
            "`" + path + "` holds runs of one person already",
            "share a new folder: `runbook state init --group " + group + " --state DIR`");
      }
      makeRoot();
      give(principal);
      Access.GROUP.openUp(path);
      all().makeFolder();
    } catch (IOException e) {
      throw Trouble.cannot("shared", path, e);
    }
  }

  private GroupPrincipal group(String name) throws IOException, StateException {
    try {
      return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
    } catch (UserPrincipalNotFoundException e) {
      throw Trouble.bad("there is no group `" + name + "`", "`getent group` lists all groups");
    }
  }

  private void give(GroupPrincipal group) throws StateException {
    try {
      Files.getFileAttributeView(path, PosixFileAttributeView.class).setGroup(group);
    } catch (IOException e) {
      throw Trouble.bad(
          "`" + path + "` cannot be given to group `" + group + "`: " + Trouble.reason(e),
          "it must be a folder of yours, and you a member of the group: `id` lists your groups");
    }
  }

  /** Returns whether it is shared: only then can several people decide. */
  public boolean isShared() {
    return access() == Access.GROUP;
  }

  private Access access() {
    return Access.of(path);
  }

  private Runs all() {
    return new Runs(path, access(), clock);
  }

  private NamedLocks locks() {
    return new NamedLocks(path, access(), commands);
  }

  /** Makes a new run with a short id such as {@code 2026-11-23-k3}, and takes its kernel lock. */
  public HeldRun create(Instant start) throws StateException {
    try {
      makeRoot();
      var runs = all();
      runs.makeFolder();
      return hold(runs.make(start));
    } catch (IOException e) {
      throw Trouble.cannot("written", path, e);
    }
  }

  private void makeRoot() throws IOException {
    if (!Files.isDirectory(path)) {
      var parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Access.OWNER.ensureFolder(path);
      Access.force(parent == null ? path : parent);
    }
  }

  /** Returns a run to look at; without its lock. */
  public RunFolder find(String id) throws StateException {
    return found(id);
  }

  private DiskRun found(String id) throws StateException {
    return all()
        .find(id)
        .orElseThrow(
            () ->
                Trouble.bad(
                    "there is no run `" + id + "` in `" + path + "`",
                    "`" + commands.runs() + "` lists all runs"));
  }

  /**
   * Takes the kernel lock of a run; {@link StateException.Reason#HELD} if another process has it.
   */
  public HeldRun hold(String id) throws StateException {
    var run = found(id);
    try {
      return hold(run);
    } catch (IOException e) {
      throw Trouble.cannot("written", run.path(), e);
    }
  }

  private HeldRun hold(DiskRun run) throws IOException, StateException {
    access().ensureFile(run.lockFile());
    var lock =
        KernelLock.take(run.lockFile())
            .orElseThrow(
                () ->
                    Trouble.held(
                        "run `" + run.id() + "` is carried out by another process",
                        "`" + commands.follow(run.id()) + "` follows it"));
    return new HeldRun(run, lock);
  }

  /** Returns whether a process holds the run now. */
  public boolean isHeld(String id) {
    var run = all().find(id);
    try {
      return run.isPresent() && KernelLock.isHeld(run.get().lockFile());
    } catch (IOException e) {
      // Who wants to hold it is told why it cannot be held.
      return false;
    }
  }

  /** Returns all runs, newest first. */
  public List<RunFolder> runs() throws StateException {
    try {
      return List.copyOf(all().all());
    } catch (IOException e) {
      throw Trouble.cannot("read", path, e);
    }
  }

  /** Deletes runs that have ended and are older; returns their ids. */
  public List<String> prune(Duration keep) throws StateException {
    try {
      var pruned = all().prune(keep);
      for (var run : pruned) {
        locks().free(run);
      }
      return pruned;
    } catch (IOException e) {
      throw Trouble.cannot("written", path, e);
    }
  }

  /** Deletes a run that was refused before it had begun, and frees what it has. */
  public void discard(String run) throws StateException {
    try {
      if (all().discard(run)) {
        locks().free(run);
      }
    } catch (IOException e) {
      throw Trouble.cannot("written", path, e);
    }
  }

  /**
   * Gives a named lock to a run, for as long as the run is not ended; HELD names the run that has
   * it.
   */
  public void lock(String name, String run) throws StateException {
    locks().take(name, run, all()::isOpen);
  }

  /** Frees all locks that a run has. */
  public void unlock(String run) throws StateException {
    locks().free(run);
  }

  /** A run whose lock this process holds. */
  public record HeldRun(RunFolder folder, Closeable lock) {}
}
