package dev.runbook.run;

import dev.runbook.Golden;
import dev.runbook.diagnostic.Report;
import dev.runbook.journal.StateException;
import dev.runbook.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares dry runs of {@code golden/plans/*.yaml}, with the words after {@code # $} on the first
 * line, with the {@code .plan} beside each, and with its {@code .json} where there is one.
 */
class PreviewGoldenTest {
  private static final String FOLDER = "src/test/resources/golden/plans";
  private static final int WIDTH = 110;

  static List<Path> runbooks() {
    return Golden.files("plans", ".yaml");
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void aDryRunSaysWhatARunWouldDo(Path file) throws IOException, StateException {
    Golden.matches(said(file), file, ".plan");
    var json = file.resolveSibling(file.getFileName().toString().replace(".yaml", ".json"));
    if (Files.exists(json)) {
      Golden.matches(json(file), file, ".json");
    }
  }

  private static String said(Path file) throws IOException, StateException {
    try {
      var preview = DryRun.of(file, Files.readString(file)).result();
      return PreviewText.of(preview, WIDTH).replace(FOLDER + "/", "");
    } catch (RefusedException refused) {
      return Report.of(refused.diagnostics()).replace(FOLDER + "/", "");
    }
  }

  private static String json(Path file) throws IOException, StateException {
    try {
      var preview = DryRun.of(file, Files.readString(file)).result();
      var folder = file.toAbsolutePath().getParent() + "/";
      return Json.writePretty(PreviewJson.of(preview)).replace(folder, "").replace(FOLDER + "/", "")
          + "\n";
    } catch (RefusedException refused) {
      throw new AssertionError(refused);
    }
  }
}
