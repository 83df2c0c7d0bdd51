package dev.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.Golden;
import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.FakePlugin;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.load.FolderFiles;
import dev.runbook.load.Loader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runbooks that can run, but hardly as they were meant: {@code golden/warnings}. */
class WarningsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/warnings");
  private static final Catalog CATALOG = Catalog.of(List.of(new FakePlugin()));

  static List<Path> files() {
    return Golden.files("warnings", ".yaml");
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsHardlyMeantIsAWarning(Path file) throws IOException {
    var problems = new Problems();
    var library = new Loader(problems, new FolderFiles(FOLDER)).load(file.getFileName());
    Plan.of(library.orElseThrow(), CATALOG, problems);
    assertThat(problems.inFileOrder()).isNotEmpty().noneMatch(Diagnostic::isError);
    Golden.matches(Report.of(problems.inFileOrder()), file, ".err");
  }
}
