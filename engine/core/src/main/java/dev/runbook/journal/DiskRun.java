package dev.runbook.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folder of a run on a disk. */
final class DiskRun implements RunFolder {
  private final Path path;
  private final Access access;
  private final InstantSource clock;
  private final KeptFiles files;
  private final DecisionFiles decisions;
  private final RequestFiles requests;
  private final Flusher flusher = new Flusher();

  DiskRun(Path path, Access access, InstantSource clock) {
    this.path = path;
    this.access = access;
    this.clock = clock;
    this.files = new KeptFiles(path, access);
    this.decisions = new DecisionFiles(path, access);
    this.requests = new RequestFiles(path, access);
  }

  /** Makes what others put things into. */
  void furnish() throws IOException {
    decisions.makeFolder();
    requests.makeFolder();
    access.ensureFile(lockFile());
  }

  @Override
  public String id() {
    return String.valueOf(path.getFileName());
  }

  @Override
  public Path path() {
    return path;
  }

  Path lockFile() {
    return path.resolve("lock");
  }

  Path journalFile() {
    return path.resolve("journal.jsonl");
  }

  @Override
  public void keep(Map<Path, String> files) throws StateException {
    this.files.keep(files);
  }

  @Override
  public Map<Path, String> kept() throws StateException {
    return files.kept();
  }

  @Override
  public Journal open() throws StateException {
    try {
      if (!KernelLock.isHeldHere(lockFile())) {
        throw new IllegalStateException("run " + id() + " is opened by who does not hold it");
      }
      access.ensureFile(journalFile());
      Access.force(path);
      var journal = FileJournal.open(journalFile(), access, clock);
      requests.clear();
      return journal;
    } catch (IOException e) {
      throw Trouble.cannot("opened", journalFile(), e);
    }
  }

  @Override
  public List<Event> read() throws StateException {
    try {
      return Files.exists(journalFile()) ? FileJournal.read(journalFile()) : List.of();
    } catch (IOException e) {
      throw Trouble.cannot("read", journalFile(), e);
    }
  }

  @Override
  public Optional<Event> begun() throws StateException {
    try {
      return JournalReader.first(journalFile());
    } catch (IOException e) {
      throw Trouble.cannot("read", journalFile(), e);
    }
  }

  @Override
  public Verification verify() throws StateException {
    try {
      return JournalReader.walk(journalFile(), event -> {}).verification();
    } catch (IOException e) {
      throw Trouble.cannot("read", journalFile(), e);
    }
  }

  @Override
  public void decide(Decision decision) throws StateException {
    decisions.add(decision);
  }

  @Override
  public List<Decision> decisions() throws StateException {
    return decisions.all();
  }

  @Override
  public Log log(String step) {
    return new StepLog(logFile(step), access, flusher);
  }

  @Override
  public Path logFile(String step) {
    return path.resolve("logs").resolve(FileName.of(step) + ".log");
  }

  @Override
  public void request(String what) throws StateException {
    requests.add(what);
  }

  @Override
  public List<String> requests() throws StateException {
    return requests.all();
  }

  @Override
  public Closeable watch(Runnable bell) throws StateException {
    try {
      furnish();
      return FolderWatch.start(List.of(decisions.folder(), requests.folder()), bell);
    } catch (IOException e) {
      throw Trouble.cannot("watched", path, e);
    }
  }
}
