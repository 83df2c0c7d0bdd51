package dev.runbook.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The folders of all runs. */
final class Runs {
  private static final Pattern ID = Pattern.compile("\\d{4}-\\d\\d-\\d\\d-[a-z0-9]{2,20}");
  private static final Pattern AT = Pattern.compile(".*?\"at\":\"([^\"]{1,40})\".*");
  private static final String PRUNED = ".pruned-";
  private static final int SHORTEST = 2;
  private static final int TRIES_EACH = 8;

  private final Path folder;
  private final Access access;
  private final InstantSource clock;

  Runs(Path state, Access access, InstantSource clock) {
    this.folder = state.resolve("runs");
    this.access = access;
    this.clock = clock;
  }

  /** Makes the folder that all are in, unless it is there. */
  void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      access.ensureFolder(folder);
      Access.force(folder.resolveSibling(""));
    }
  }

  /** Makes a folder that nobody has, under a name that gets longer when the short ones are gone. */
  DiskRun make(Instant start) throws IOException {
    var date = LocalDate.ofInstant(start, ZoneId.systemDefault());
    for (var tried = 0; ; tried++) {
      var id = date + "-" + ShortName.random(SHORTEST + tried / TRIES_EACH);
      try {
        access.makeFolder(folder.resolve(id));
        return furnished(at(folder.resolve(id)));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder.resolve(id))) {
          throw e;
        }
      }
    }
  }

  private DiskRun furnished(DiskRun run) throws IOException {
    try {
      run.furnish();
      Access.force(folder);
      return run;
    } catch (IOException e) {
      deleteAll(run.path());
      throw e;
    }
  }

  private DiskRun at(Path path) {
    return new DiskRun(path, access, clock);
  }

  Optional<DiskRun> find(String id) {
    var path = folder.resolve(id);
    return ID.matcher(id).matches() && Files.isDirectory(path)
        ? Optional.of(at(path))
        : Optional.empty();
  }

  /** Returns those that have begun, newest first. */
  List<DiskRun> all() throws IOException {
    record Begun(DiskRun run, Instant at) {}
    var found = new ArrayList<Begun>();
    for (var run : folders()) {
      begun(run).ifPresent(at -> found.add(new Begun(run, at)));
    }
    found.sort(Comparator.comparing(Begun::at).reversed());
    return found.stream().map(Begun::run).toList();
  }

  private List<DiskRun> folders() throws IOException {
    var runs = new ArrayList<DiskRun>();
    if (Files.isDirectory(folder)) {
      try (var paths = Files.newDirectoryStream(folder)) {
        paths.forEach(path -> find(path.getFileName().toString()).ifPresent(runs::add));
      }
    }
    return runs;
  }

  /** Returns when the first line was written; if that cannot be read, when the file was. */
  private static Optional<Instant> begun(DiskRun run) throws IOException {
    var journal = run.journalFile();
    if (!hasBegun(run)) {
      return Optional.empty();
    }
    try (var lines = new Lines(journal)) {
      var at = lines.next() ? AT.matcher(lines.start(200)) : AT.matcher("");
      return Optional.of(at.matches() ? Instant.parse(at.group(1)) : modified(journal));
    } catch (DateTimeException e) {
      // The line was changed; who reads the journal is told so.
      return Optional.of(modified(journal));
    }
  }

  private static Instant modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  /**
   * Returns whether a run is there and has not ended; one that never began ends with its process.
   */
  boolean isOpen(String id) {
    var run = find(id);
    try {
      return run.isPresent()
          && (hasBegun(run.get()) || KernelLock.isHeld(run.get().lockFile()))
          && RunEnd.of(run.get().journalFile()).isEmpty();
    } catch (IOException | StateException e) {
      // What cannot be read may well go on.
      return true;
    }
  }

  private static boolean hasBegun(DiskRun run) throws IOException {
    return Files.exists(run.journalFile()) && Files.size(run.journalFile()) > 0;
  }

  /** Deletes a run that has not begun and that no process holds; returns whether it did. */
  boolean discard(String id) throws IOException {
    var run = find(id);
    var isDeleted = run.isPresent() && !hasBegun(run.get()) && delete(run.get());
    deleteLeftovers();
    return isDeleted;
  }

  /** Deletes those that ended before, and what is left of others; returns their ids in order. */
  List<String> prune(Duration keep) throws IOException {
    var before = clock.instant().minus(keep);
    var deleted = new ArrayList<String>();
    for (var run : folders()) {
      if (isOver(run, before) && delete(run)) {
        deleted.add(run.id());
      }
    }
    deleteLeftovers();
    deleted.sort(Comparator.naturalOrder());
    return deleted;
  }

  private static boolean isOver(DiskRun run, Instant before) throws IOException {
    try {
      return hasBegun(run)
          ? RunEnd.of(run.journalFile()).filter(before::isAfter).isPresent()
          : modified(run.path()).isBefore(before);
    } catch (StateException e) {
      // A damaged journal may be all that is left to find out what happened: it is kept.
      return false;
    }
  }

  /** Under another name first: a run is there as a whole or not at all. */
  private boolean delete(DiskRun run) throws IOException {
    access.ensureFile(run.lockFile());
    var lock = KernelLock.take(run.lockFile());
    if (lock.isPresent()) {
      try {
        Files.move(run.path(), folder.resolve(PRUNED + run.id()));
        Access.force(folder);
      } finally {
        lock.get().close();
      }
    }
    return lock.isPresent();
  }

  private void deleteLeftovers() throws IOException {
    if (Files.isDirectory(folder)) {
      try (var leftovers = Files.newDirectoryStream(folder, PRUNED + "*")) {
        for (var leftover : leftovers) {
          deleteAll(leftover);
        }
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // Another process deletes it at the same time; what it leaves is deleted the next time.
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e.getCause();
      }
    }
  }
}
