package dev.runbook.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.Golden;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each line of {@code golden/expressions/*.txt} is an expression with one mistake; the messages are
 * in the {@code .err} beside it.
 */
class ExpressionMessagesTest {
  static List<Path> files() {
    return Golden.files("expressions", ".txt");
  }

  private static List<Diagnostic> found(Path file) throws IOException {
    var text = Files.readString(file);
    var source = Source.of(file.getFileName().toString(), text);
    var found = new ArrayList<Diagnostic>();
    var from = 0;
    for (var line : text.lines().toList()) {
      found.addAll(found(Excerpt.straight(line, source.span(from, from + line.length()))));
      from += line.length() + 1;
    }
    return found;
  }

  private static List<Diagnostic> found(Excerpt line) {
    var problems = new Problems();
    var expression = Expression.parse(line, problems);
    expression.ifPresent(one -> one.check(Samples.NAMES, problems));
    if (problems.isEmpty()) {
      try {
        expression.orElseThrow().evaluate(Samples.SCOPE);
      } catch (EvaluationException e) {
        problems.add(e.diagnostic());
      }
    }
    assertThat(problems.inFileOrder()).as(line.text()).hasSize(1);
    return problems.inFileOrder();
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachMistakeHasItsMessage(Path file) throws IOException {
    Golden.matches(Report.of(found(file)), file, ".err");
  }

  @ParameterizedTest
  @MethodSource("files")
  void messagesAreOneSentenceWithoutFullStop(Path file) throws IOException {
    for (var each : found(file)) {
      assertThat(each.message()).doesNotEndWith(".").doesNotContain("\n").doesNotMatch("[A-Z].*");
      assertThat(each.hint() == null ? "" : each.hint()).doesNotContain("\n").doesNotEndWith(".");
    }
  }

  @Test
  void whatOtherLanguagesAllowDoesNotParse() throws IOException {
    var file = files().stream().filter(each -> each.endsWith("foreign.txt")).findFirst();
    for (var line : Files.readAllLines(file.orElseThrow())) {
      var excerpt = Excerpt.straight(line, Source.of("x", line).span(0, line.length()));
      assertThat(Expression.parse(excerpt, new Problems())).as(line).isEmpty();
    }
  }
}
