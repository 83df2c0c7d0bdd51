package dev.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.FakePlugin;
import dev.runbook.diagnostic.Problems;
import dev.runbook.load.Loader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check starts fast: it loads nothing that only a run needs. */
class CheckStartTest {
  private static final String RUNBOOK =
      """
      runbook: small
      inputs: { count: { type: integer, default: 3 } }
      steps:
        - id: build
          when: inputs.count > 2 and len('abc') == 3
          action: fake.build
          with: { branch: 'main-${inputs.count + 1}' }
      """;

  @TempDir Path folder;

  /** Checks a runbook, in a process of its own. */
  public static void main(String[] arguments) {
    var problems = new Problems();
    var library = new Loader(problems).load(Path.of(arguments[0])).orElseThrow();
    Plan.of(library, Catalog.of(List.of(new FakePlugin())), problems);
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  @Test
  void aCheckLoadsNothingOfWhatRuns() throws Exception {
    assertThat(loadedByACheck())
        .anyMatch(line -> line.contains(" dev.runbook.plan.Plan "))
        .noneMatch(line -> line.contains(" dev.runbook.run."))
        .noneMatch(line -> line.contains(" dev.runbook.journal."))
        .noneMatch(line -> line.contains(" com.google.gson."));
  }

  private List<String> loadedByACheck() throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("small.yaml"), RUNBOOK);
    var log = folder.resolve("classes.log");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = System.getProperty("java.class.path");
    var check = CheckStartTest.class.getName();
    var process =
        new ProcessBuilder(
                java, "-Xlog:class+load:file=" + log, "-cp", classes, check, file.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(log);
  }
}
