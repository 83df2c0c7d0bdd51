package dev.runbook.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/**
 * The locks that runbooks name, a file each that says which run has it. They belong to runs, not to
 * processes: a run that is paused or was cut off keeps its own.
 */
final class NamedLocks {
  /** Within this process; between processes the guard file does the same. */
  private static final Object GUARD = new Object();

  private final Path folder;
  private final Access access;
  private final Commands commands;

  NamedLocks(Path state, Access access, Commands commands) {
    this.folder = state.resolve("locks");
    this.access = access;
    this.commands = commands;
  }

  private interface Work {
    void run() throws IOException, StateException;
  }

  /**
   * Gives a lock to a run.
   *
   * @param keeps whether a run, by its id, keeps what it has: it is there and has not ended
   */
  void take(String name, String run, Predicate<String> keeps) throws StateException {
    guarded(
        () -> {
          var file = folder.resolve(FileName.of(name));
          var owner = Files.exists(file) ? Files.readString(file).strip() : run;
          if (!owner.equals(run) && keeps.test(owner)) {
            throw Trouble.held("lock `" + name + "` is held by run `" + owner + "`", hint(owner));
          }
          access.write(file, run.getBytes(StandardCharsets.UTF_8));
        });
  }

  private String hint(String owner) {
    return "`"
        + commands.show(owner)
        + "` tells how it stands; it frees the lock when it succeeds, fails or is cancelled";
  }

  /** Frees all that a run has. */
  void free(String run) throws StateException {
    if (Files.isDirectory(folder)) {
      guarded(() -> delete(run));
    }
  }

  private void delete(String run) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "[!.]*")) {
      for (var file : files) {
        if (Files.readString(file).strip().equals(run)) {
          Files.delete(file);
        }
      }
    }
    Access.force(folder);
  }

  private void guarded(Work work) throws StateException {
    synchronized (GUARD) {
      try {
        access.ensureFolder(folder);
        var guard = folder.resolve(".guard");
        access.ensureFile(guard);
        try (var channel = FileChannel.open(guard, StandardOpenOption.WRITE);
            var lock = channel.lock()) {
          if (lock.isValid()) {
            work.run();
          }
        }
      } catch (IOException e) {
        throw Trouble.cannot("written", folder, e);
      }
    }
  }
}
