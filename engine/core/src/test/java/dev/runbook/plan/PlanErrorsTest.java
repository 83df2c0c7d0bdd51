package dev.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.FakePlugin;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.load.Loader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the messages for {@code golden/plans-errors/*.yaml} with the {@code .err} beside each;
 * {@code -Dgolden.update=true} writes them anew.
 */
class PlanErrorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/plans-errors");
  private static final Catalog CATALOG = Catalog.of(List.of(new FakePlugin()));

  static List<Path> mistakes() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .map(Path::getFileName)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsReportedAsExpected(Path name) throws IOException {
    var expected = FOLDER.resolve(name.toString().replace(".yaml", ".err"));
    var report = report(FOLDER.resolve(name)).replace(FOLDER + "/", "");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, report);
    }
    assertThat(report).isEqualTo(Files.readString(expected)).isNotEmpty();
  }

  private static String report(Path file) {
    var problems = new Problems();
    new Loader(problems).salvage(file).ifPresent(library -> Plan.of(library, CATALOG, problems));
    return Report.of(problems.inFileOrder());
  }

  @Test
  void theRunbookThatOthersCallHasNoMistake() {
    assertThat(report(FOLDER.resolve("called/service.yaml"))).isEmpty();
  }
}
