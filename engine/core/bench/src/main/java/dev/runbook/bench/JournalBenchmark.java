package dev.runbook.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonStreamParser;
import dev.runbook.journal.Event;
import dev.runbook.journal.Journal;
import dev.runbook.journal.StateException;
import dev.runbook.journal.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Appends to a journal and reads one of 100,000 events; the yardstick is a JSON parser that reads
 * the same file.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JournalBenchmark {
  private static final int EVENTS = 100_000;

  private Path folder;
  private StateFolder state;
  private String large;
  private Path file;
  private StateFolder.HeldRun open;
  private Journal journal;

  @Setup
  public void write() throws IOException, StateException {
    folder = Files.createTempDirectory("journal");
    state = StateFolder.at(folder, InstantSource.system());
    var held = state.create(Instant.now());
    try (var lock = held.lock();
        var events = held.folder().open()) {
      for (var i = 0; i < EVENTS; i++) {
        end(events, i);
      }
    }
    large = held.folder().id();
    file = folder.resolve("runs").resolve(large).resolve("journal.jsonl");
    open = state.create(Instant.now());
    journal = open.folder().open();
  }

  @TearDown
  public void delete() throws IOException {
    journal.close();
    open.lock().close();
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Event end(Journal journal, int step) {
    return journal.append("step.ended", "step_" + step, Map.of("status", "succeeded"));
  }

  /** A line that may be lost with the machine. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public Event append() {
    return end(journal, 1);
  }

  /** A line that is on the disk. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void appendDurably() {
    end(journal, 1);
    journal.force();
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public List<Event> replay() throws StateException {
    return state.find(large).read();
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public void parseJson(Blackhole events) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      for (var parser = new JsonStreamParser(reader); parser.hasNext(); ) {
        JsonElement event = parser.next();
        events.consume(event);
      }
    }
  }
}
