package dev.runbook.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.catalog.Catalog;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Report;
import dev.runbook.run.LabPlugin;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** Scenarios of runbooks whose actions break when they are really run. */
class TrialTest {
  private static final String OUTER =
      """
      runbook: outer
      connections: { lab: { type: lab } }
      secrets: { key: }
      steps:
        - { id: drain, action: lab.builds, with: { job: j }, until: output.count == 0, every: 1m, timeout: 1h }
        - { id: settle, wait: 48h }
        - { id: core, call: inner.yaml }
        - { id: whole, call: inner.yaml }
        - { id: login, action: lab.login, with: { user: u, password: '${secrets.key}' } }
      outputs: { core: '${steps.core.outputs.head}', whole: '${steps.whole.outputs.head}' }
      """;
  private static final String INNER =
      """
      runbook: inner
      connections: { lab: { type: lab } }
      steps:
        - { id: fetch, action: lab.checkout, with: { repository: r } }
        - { id: push, when: steps.fetch.outputs.changed, action: lab.push, with: { branch: main } }
      outputs: { head: '${steps.fetch.outputs.head}' }
      """;

  private static Verdict verdict(String scenarios) {
    return verdict(OUTER, scenarios);
  }

  private static Verdict verdict(String outer, String scenarios) {
    var files = Map.of("/t/a.test.yaml", scenarios, "/t/outer.yaml", outer, "/t/inner.yaml", INNER);
    var problems = new Problems();
    var catalog = Catalog.of(List.of(new LabPlugin()));
    var trial =
        Trial.of(
            Path.of("/t/a.test.yaml"),
            catalog,
            file -> {
              var text = files.get(file.toString());
              if (text == null) {
                throw new NoSuchFileException(file.toString());
              }
              return text.getBytes(StandardCharsets.UTF_8);
            },
            problems);
    assertThat(Report.of(problems.inFileOrder())).isEmpty();
    return trial.orElseThrow().verdict(trial.get().names().get(0), false);
  }

  @Test
  void answersAndDecisionsComeOneAfterTheOtherInTheGroupThatBeginsAnew() {
    var verdict =
        verdict(
            """
            runbook: outer
            steps:
              - id: comparison
                until: steps.review.outputs.choice != 'look_again'
                every: 10m
                steps:
                  - { id: results, action: lab.builds, with: { job: j } }
                  - { id: review, gate: { ask: 'Enough?', show: { builds: '${steps.results.outputs.count}' }, choices: [go_on, look_again] } }
            """,
            """
            test: outer.yaml
            scenarios:
              one:
                crash: everywhere
                answers: { results: [{ count: 1 }, { count: 2 }] }
                decisions: { review: [{ choice: look_again, after: 1h }, go_on] }
                expect: { ended: succeeded, times: { results: 2, review: 2 }, shown: { review: { builds: 2 } }, took: 70m }
            """);
    assertThat(Report.of(verdict.problems())).isEmpty();
  }

  @Test
  void answersComeOneAfterTheOtherAlsoInCalledRunbooksAndForWholeCalls() {
    var verdict =
        verdict(
            """
            test: outer.yaml
            answers:
              drain: [{ count: 2, after: 10m }, { not_yet: counting, after: 5m }, { count: 0 }]
              '*/fetch': { head: abc, changed: false }
              whole: { head: def }
            scenarios:
              one:
                crash: everywhere
                expect:
                  ended: succeeded
                  outputs: { core: abc, whole: def }
                  ran: [core/fetch]
                  never: [whole/fetch]
                  skipped: [core/push]
                  took: 48h16m
            """);
    assertThat(Report.of(verdict.problems()) + (verdict.isGood() ? "" : verdict.story())).isEmpty();
    assertThat(verdict.cuts()).isGreaterThan(50);
  }

  @Test
  void anAccidentMayLastAndIsNotTheEndOfAPoll() {
    var verdict =
        verdict(
            """
            test: outer.yaml
            answers:
              drain: [{ breaks: no network, for: 25m }, { count: 0 }]
              core/fetch: { fails: no such branch }
            scenarios:
              one:
                expect: { ended: failed, error: { step: core/fetch, says: no such branch }, took: 48h25m }
            """);
    assertThat(Report.of(verdict.problems())).isEmpty();
  }

  @Test
  void whatIsOtherThanExpectedStandsInTheReportForBuildServers() throws Exception {
    var verdict =
        verdict(
            """
            test: outer.yaml
            answers: { drain: { count: 0 } }
            scenarios:
              "a < b & c":
                expect: { ended: failed }
            """);
    assertThat(verdict.problems()).hasSize(1);
    assertThat(verdict.took()).isEqualTo(Duration.ofDays(2));
    var xml = JunitReport.of(Map.of("a.test.yaml", List.of(verdict)));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    var test = document.getElementsByTagName("testcase").item(0);
    assertThat(test.getAttributes().getNamedItem("name").getNodeValue()).isEqualTo("a < b & c");
    assertThat(document.getElementsByTagName("failure").getLength()).isOne();
  }
}
