package dev.runbook.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.Golden;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorMessagesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/errors");

  static Stream<Path> mistakes() {
    return Golden.files("errors", ".yaml").stream();
  }

  /** Returns all that is wrong with a file: what is checked before anything runs. */
  private static List<Diagnostic> check(Path file) {
    var problems = new Problems();
    new Loader(problems, new FolderFiles(FOLDER)).load(file);
    return problems.inFileOrder();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void eachMistakeHasItsMessage(Path file) throws IOException {
    var found = check(file.getFileName());
    assertThat(found).isNotEmpty();
    Golden.matches(Report.of(found), file, ".err");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void oneMistakeGivesOneMessage(Path file) {
    var found = check(file.getFileName());
    if (file.getFileName().toString().startsWith("many-")) {
      assertThat(found).hasSizeGreaterThan(10);
    } else {
      assertThat(found).filteredOn(each -> !isOfCalledFile(each)).hasSizeLessThanOrEqualTo(1);
    }
  }

  private static boolean isOfCalledFile(Diagnostic diagnostic) {
    return diagnostic.span() != null && diagnostic.span().source().name().startsWith("called/");
  }

  @Test
  void messagesAreOneSentenceWithoutFullStop() {
    for (var file : mistakes().toList()) {
      for (var each : check(file.getFileName())) {
        assertThat(each.message()).as(file.toString()).doesNotEndWith(".").doesNotContain("\n");
        assertThat(each.message()).doesNotContainIgnoringCase("exception");
        assertThat(each.message()).doesNotMatch("[A-Z].*");
        assertThat(each.hint() == null ? "" : each.hint()).doesNotContain("\n").doesNotEndWith(".");
      }
    }
  }
}
