package dev.runbook.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.Golden;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The invalid documents of the public YAML test suite, read without regard to what they say. */
@Timeout(60)
class YamlSuiteTest {
  private static final Path FOLDER = Path.of("src/test/resources/yaml-test-suite");

  /**
   * Those that snakeyaml-engine 3.2 reads although YAML 1.2 forbids it: all say what they seem to
   * say. A later version that refuses one fails this test.
   */
  private static final Set<String> WRONGLY_READ =
      Set.of(
          "9C9N", // a flow list that goes on less indented than its key
          "9JBA", // no space before the # of a comment, behind a bracket
          "CVW2", // the same behind a comma
          "DK95-01", // a quoted text that goes on behind a tab
          "QB6E", // a quoted text that goes on less indented than its key
          "SU5Z", // no space before the # of a comment, behind a quote
          "Y79Y-003"); // a flow list that goes on behind a tab

  static List<Path> documents() throws IOException {
    try (var files = Files.list(FOLDER.resolve("invalid"))) {
      return files.sorted().toList();
    }
  }

  private static List<Diagnostic> problems(Path document) throws IOException {
    var problems = new Problems();
    var name = document.getFileName().toString();
    new Decoder(problems, name, null)
        .decode(Files.readAllBytes(document))
        .ifPresent(source -> YamlReader.read(source, problems));
    return problems.inFileOrder();
  }

  private static boolean isWronglyRead(Path document) {
    return WRONGLY_READ.contains(document.getFileName().toString().replace(".yaml", ""));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whatIsNoYamlIsRefusedAtAPlaceInTheText(Path document) throws IOException {
    var found = problems(document);
    assertThat(found.isEmpty()).isEqualTo(isWronglyRead(document));
    assertThat(found).allMatch(each -> each.isError() && each.span() != null);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void noneOfThemIsARunbook(Path document) {
    var problems = new Problems();
    assertThat(new Loader(problems).load(document)).isEmpty();
    assertThat(problems.hasErrors()).isTrue();
  }

  @Test
  void eachIsToldAsExpected() throws IOException {
    var told = new StringBuilder();
    for (var document : documents()) {
      told.append("=== ").append(document.getFileName()).append('\n');
      told.append(Report.of(problems(document)));
    }
    Golden.matches(told.toString(), FOLDER.resolve("invalid.yaml"), ".err");
  }

  @Test
  void theWholeOfItIsHere() throws IOException {
    assertThat(documents()).hasSize(94);
  }
}
