package dev.runbook.bench;

import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.load.Loader;
import dev.runbook.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/** Loads and checks a runbook of 20,000 steps; the yardstick is its YAML, composed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LoadBenchmark {
  private Path file;
  private String text;

  @Setup
  public void write() throws IOException {
    text = Large.runbook(20_000);
    file = Files.writeString(Files.createTempFile("large", ".yaml"), text);
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  @Benchmark
  public Object check() {
    var problems = new Problems();
    var library = new Loader(problems).load(file).orElseThrow();
    var plan = Plan.of(library, Catalog.of(List.of()), problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(Report.of(problems.inFileOrder()));
    }
    return plan;
  }

  @Benchmark
  public Object compose() {
    var settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    return new Compose(settings).composeString(text);
  }
}
