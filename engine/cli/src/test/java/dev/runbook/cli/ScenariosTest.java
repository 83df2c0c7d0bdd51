package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.scenario.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios that ship: as expected, wherever they are cut off, and complete. Those of the long
 * runbook are cut off where they say so; {@code -Dcut.everywhere=true} cuts them off at every event
 * too, which takes long.
 */
@Tag("once")
class ScenariosTest {
  private static final Path RUNBOOKS = Path.of("../../runbooks");
  private static final String LONG = "production-update.test.yaml";
  private static final Catalog CATALOG = Catalog.installed(Path.of("no-plugins.d"));

  static List<Path> files() throws IOException {
    try (var files = Files.list(RUNBOOKS)) {
      return files.filter(file -> file.toString().endsWith(".test.yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aScenarioThatShipsGoesAsExpectedWhereverItIsCutOff(Path file) {
    var problems = new Problems();
    var trial = Trial.of(file, CATALOG, problems);
    assertThat(Report.of(problems.inFileOrder())).isEmpty();
    var everywhere = !file.endsWith(LONG) || Boolean.getBoolean("cut.everywhere");
    var wrong = new ArrayList<String>();
    for (var name : trial.orElseThrow().names()) {
      var verdict = trial.get().verdict(name, everywhere);
      if (!verdict.isGood()) {
        wrong.add(name + "\n" + Report.of(verdict.problems()) + verdict.story());
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
    assertThat(Report.of(trial.get().coverage().missing())).isEmpty();
  }
}
