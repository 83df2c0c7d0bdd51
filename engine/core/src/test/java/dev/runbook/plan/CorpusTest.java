package dev.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The wrong runbooks of the golden folders, whose messages other tests compare. */
class CorpusTest {
  private static final List<String> FOLDERS = List.of("errors", "plans-errors", "warnings");

  /** What a check must find, each with a runbook that has it. */
  private static final List<String> KINDS =
      List.of(
          "plans-errors/unknown-input",
          "plans-errors/unknown-variable",
          "plans-errors/unknown-secret",
          "plans-errors/unknown-connection",
          "plans-errors/unknown-step",
          "plans-errors/unknown-output",
          "plans-errors/unknown-output-in-until",
          "plans-errors/item-outside-of-a-loop",
          "plans-errors/part-of-error",
          "plans-errors/string-compared-with-number",
          "plans-errors/list-for-text",
          "plans-errors/list-template-for-text",
          "plans-errors/condition-that-is-no-boolean",
          "plans-errors/step-runs-later",
          "warnings/skipped-step",
          "plans-errors/other-branch",
          "errors/step-id-twice",
          "warnings/unused-input",
          "warnings/assert-never-true",
          "warnings/never-runs",
          "warnings/never-both",
          "plans-errors/never-equal",
          "warnings/one-attempt",
          "warnings/retry-if-never",
          "plans-errors/text-for-a-number",
          "plans-errors/refused-by-the-action",
          "plans-errors/template-of-the-wrong-type",
          "plans-errors/call-missing-input",
          "plans-errors/call-unknown-input",
          "plans-errors/call-wrong-value",
          "plans-errors/call-output",
          "errors/call-in-circle",
          "errors/call-itself");

  @Test
  void atLeastTwoHundredAndFiftyRunbooksHaveOneMistakeEach() {
    var one =
        FOLDERS.stream()
            .flatMap(folder -> Golden.files(folder, ".err").stream())
            .filter(file -> messages(file) == 1);
    assertThat(one).hasSizeGreaterThanOrEqualTo(250);
  }

  @Test
  void eachKindOfMistakeHasARunbook() {
    for (var kind : KINDS) {
      var folder = kind.substring(0, kind.indexOf('/'));
      var name = kind.substring(kind.indexOf('/') + 1) + ".err";
      var files = Golden.files(folder, ".err").stream().map(file -> "" + file.getFileName());
      assertThat(files).as(kind).contains(name);
    }
  }

  private static long messages(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.matches("(error|warning): .*")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
