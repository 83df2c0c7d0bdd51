package dev.runbook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.FakePlugin;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.load.Loader;
import dev.runbook.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/**
 * Measures how long {@code check} takes for a runbook of 20,000 steps, less the start, beside
 * snakeyaml-engine composing the same text. Each measurement has a process of its own, warmed up
 * only by a runbook of ten steps.
 */
class CheckSpeed {
  private static final int STEPS = 20_000;
  private static final int PAIRS = 5;

  @TempDir Path folder;

  @Test
  void checkBesideCompose() throws Exception {
    var small = Files.writeString(folder.resolve("small.yaml"), Large.runbook(10));
    var large = Files.writeString(folder.resolve("large.yaml"), Large.runbook(STEPS));
    var ratios = new ArrayList<Double>();
    for (var i = 0; i < PAIRS; i++) {
      var compose = millis("compose", small, large);
      var check = millis("check", small, large);
      var load = millis("load", small, large);
      ratios.add(check / compose);
      System.out.printf("compose %.0f ms, load %.0f ms, check %.0f ms%n", compose, load, check);
    }
    Collections.sort(ratios);
    System.out.printf("check is %.2f x compose (median)%n", ratios.get(PAIRS / 2));
    assertThat(ratios).hasSize(PAIRS);
  }

  private static double millis(String what, Path small, Path large) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = System.getProperty("java.class.path");
    var command =
        List.of(java, "-cp", classes, CheckSpeed.class.getName(), what, "" + small, "" + large);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return Double.parseDouble(answer.strip());
  }

  /** Does it for each file, and prints the milliseconds that the last one took. */
  public static void main(String[] arguments) throws IOException {
    var start = System.nanoTime();
    for (var file : List.of(arguments).subList(1, arguments.length)) {
      start = System.nanoTime();
      work(arguments[0], Path.of(file));
    }
    System.out.println((System.nanoTime() - start) / 1e6);
  }

  private static void work(String what, Path file) throws IOException {
    if (what.equals("compose")) {
      var settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
      var root = new Compose(settings).composeString(Files.readString(file));
      assertThat(root).isPresent();
      return;
    }
    var problems = new Problems();
    var library = new Loader(problems).load(file);
    if (what.equals("check")) {
      Plan.of(library.orElseThrow(), Catalog.of(List.of(new FakePlugin())), problems);
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(Report.of(problems.inFileOrder()));
    }
  }
}
