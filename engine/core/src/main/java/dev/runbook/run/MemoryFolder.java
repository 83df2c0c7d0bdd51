package dev.runbook.run;

import dev.runbook.journal.Decision;
import dev.runbook.journal.Event;
import dev.runbook.journal.Journal;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.Verification;
import dev.runbook.json.Json;
import dev.runbook.json.JsonException;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run's folder in memory, whose journal can be cut at any line. */
final class MemoryFolder implements RunFolder {
  private final List<Event> events = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final Map<Path, String> kept = new LinkedHashMap<>();
  private final List<String> logged = new ArrayList<>();
  private Stage stage;
  private int forced;
  private StagedRun.Cut cut = StagedRun.Cut.NEVER;

  MemoryFolder(Stage stage) {
    this.stage = stage;
  }

  /** A process that dies. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  Stage stage() {
    return stage;
  }

  void on(Stage other) {
    stage = other;
  }

  void cutAt(StagedRun.Cut where) {
    cut = where;
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  List<String> logged() {
    return List.copyOf(logged);
  }

  /** Returns all that is in it, as text, to look for secrets. */
  String everything() {
    return events + "\n" + decisions + "\n" + logged;
  }

  @Override
  public String id() {
    return "2026-01-01-a1";
  }

  @Override
  public Path path() {
    return Path.of("/state/runs", id());
  }

  @Override
  public void keep(Map<Path, String> files) {
    kept.clear();
    kept.putAll(files);
  }

  @Override
  public Map<Path, String> kept() {
    return Map.copyOf(kept);
  }

  @Override
  public Journal open() {
    return new CutJournal(List.copyOf(events));
  }

  @Override
  public Optional<Event> begun() {
    return read().stream().findFirst();
  }

  @Override
  public List<Event> read() {
    return events();
  }

  @Override
  public Verification verify() {
    return new Verification.Sound(events.size(), "");
  }

  @Override
  public synchronized void decide(Decision decision) {
    decisions.add(decision);
  }

  @Override
  public synchronized List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  @Override
  public Log log(String step) {
    return new Log() {
      @Override
      public void accept(String line) {
        logged.add(step + ": " + line);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Path logFile(String step) {
    return path().resolve(step);
  }

  @Override
  public void request(String what) {
    requests.add(what);
  }

  @Override
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public Closeable watch(Runnable bell) {
    return () -> {};
  }

  /** Writes lines as a file would: what is read back has been text. */
  private final class CutJournal implements Journal {
    private final List<Event> past;
    private boolean dead;

    CutJournal(List<Event> past) {
      this.past = past;
    }

    @Override
    public List<Event> past() {
      return past;
    }

    @Override
    public Event append(String event, @Nullable String step, Map<String, ?> data) {
      synchronized (events) {
        if (dead) {
          throw new Died();
        }
        var line = events.size() + 1;
        var added = new Event(line, stage.instant(), event, step, read(data));
        if (line == cut.line() && cut.how() == StagedRun.Cut.How.AFTER) {
          events.add(added);
        }
        if (line == cut.line()) {
          dead = true;
          var how = cut.how();
          cut = StagedRun.Cut.NEVER;
          if (how == StagedRun.Cut.How.UNFORCED) {
            events.subList(forced, events.size()).clear();
          }
          throw new Died();
        }
        events.add(added);
        return added;
      }
    }

    @SuppressWarnings("unchecked") // a map is written
    private Map<String, ?> read(Map<String, ?> data) {
      try {
        var value = Json.readTyped(Json.writeTyped(data));
        return (Map<String, ?>) Objects.requireNonNull(value);
      } catch (JsonException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void force() {
      synchronized (events) {
        forced = events.size();
      }
    }

    @Override
    public String head() {
      return "head" + events.size();
    }

    @Override
    public void close() {}
  }
}
