package dev.runbook.run;

import static dev.runbook.run.RunResult.Status.FAILED;
import static dev.runbook.run.RunResult.Status.ROLLED_BACK;
import static dev.runbook.run.RunResult.Status.SUCCEEDED;
import static dev.runbook.run.Story.runbook;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsRunTest {

  @Test
  void stepsRunOneAfterTheOther() {
    runbook(
            """
            runbook: two
            steps:
              - { id: a, action: fake.do, with: { name: first, gives: 7 } }
              - { id: b, action: fake.do, with: { name: 'got ${steps.a.outputs.value}' } }
            """)
        .run()
        .ran("first", "got 7")
        .ended(SUCCEEDED);
  }

  @Test
  void aSensitiveStepLeavesNothingInTheJournalHoweverItEnds() {
    for (var settings :
        List.of(
            "with: { name: a, gives: hidden7, repeat: no }",
            "retry: { attempts: 2 }\n  with: { name: a, gives: hidden7, accidents: 1 }",
            "with: { name: hidden7, fails: 1 }",
            "with: { name: hidden7, accidents: 9 }")) {
      var told =
          runbook(
                  """
                  runbook: quiet
                  steps:
                  - id: a
                    action: fake.do
                    sensitive: true
                    undo: none
                    %s
                  """
                      .formatted(settings))
              .run();
      assertThat(told.events().toString()).as(settings).doesNotContain("hidden7");
      assertThat(String.valueOf(told.result().failure())).doesNotContain("hidden7 ");
    }
  }

  @Test
  void theUndoOfASensitiveStepLeavesNothingInTheJournalEither() {
    var told =
        runbook(
                """
                runbook: quiet
                inputs: { user: { type: string } }
                steps:
                  - id: a
                    action: fake.do
                    sensitive: true
                    with: { name: a }
                    undo: { action: fake.do, with: { name: 'hidden7 ${inputs.user}' } }
                  - { id: b, action: fake.count, with: { name: b, from: 4 } }
                  - id: c
                    action: fake.do
                    sensitive: true
                    with: { name: c }
                    undo: { with: { name: 'hidden7 ${steps.b.outputs.count}' } }
                """)
            .input("user", "eve")
            .run()
            .ended(SUCCEEDED)
            .printed("warning: `c` cannot be taken back: it is sensitive, and its undo reads more")
            .rollback()
            .printed("undo:a begins: fake.do, which is sensitive")
            .ended(ROLLED_BACK)
            .ran("a", "c", "hidden7 eve");
    assertThat(told.events().toString()).doesNotContain("hidden7");
    assertThat(told.folder().everything()).doesNotContain("did hidden7");
    assertThat(told.story()).doesNotContain("hidden7");
  }

  @Test
  void aFailureEndsTheRun() {
    runbook(
            """
            runbook: red
            steps:
              - { id: a, action: fake.do, with: { name: a, fails: 1 } }
              - { id: b, action: fake.do, with: { name: b } }
            """)
        .run()
        .ran()
        .ended(FAILED)
        .failed("a", "a went wrong");
  }

  @Test
  void aStepWhoseConditionIsFalseIsSkipped() {
    runbook(
            """
            runbook: perhaps
            inputs: { full: { type: boolean, default: false } }
            steps:
              - { id: a, when: inputs.full, action: fake.do, with: { name: a } }
              - { id: b, action: fake.do, with: { name: 'b ${steps.a.status}' } }
            """)
        .run()
        .ran("b skipped")
        .ended(SUCCEEDED);
  }

  @Test
  void theOutputsOfASkippedStepAreAnErrorThatNamesItsCondition() {
    runbook(
            """
            runbook: perhaps
            steps:
              - { id: a, when: 1 == 2, action: fake.do, with: { name: a } }
              - { id: b, action: fake.do, with: { name: '${steps.a.outputs.value}' } }
            """)
        .run()
        .ended(FAILED)
        .failed("b", "step `a` was skipped: its `when` was false");
  }

  @Test
  void aVariableThatReadsASkippedStepIsMissingSoThatItHasADefault() {
    runbook(
            """
            runbook: perhaps
            vars: { made: 'made ${steps.a.outputs.value}' }
            steps:
              - { id: a, when: 1 == 2, action: fake.do, with: { name: a } }
              - { id: b, when: not has(vars.made), action: fake.do, with: { name: "${default(vars.made, 'nothing')}" } }
              - { id: c, action: fake.do, with: { name: '${vars.made}' } }
            """)
        .run()
        .ran("nothing")
        .ended(FAILED)
        .failed("c", "step `a` was skipped: its `when` was false");
  }

  @Test
  void aFailedAttemptIsRepeatedWithGrowingDelays() {
    var told =
        runbook(
                """
                runbook: retry
                steps:
                  - id: a
                    action: fake.do
                    with: { name: a, fails: 3 }
                    retry: { attempts: 4, delay: 10s, backoff: 2 }
                """)
            .run()
            .ran("a")
            .ended(SUCCEEDED);
    assertThat(told.took()).isEqualTo(Duration.ofSeconds(10 + 20 + 40));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          40s | delay: 10s                 | 40
          4s  | delay: 10s                 | 10
          40s | delay: 10s, max_delay: 15s | 15
          9h  | delay: 10s                 | 3600
          """)
  void whoeverAsksForTimeIsAskedAgainNoSooner(String asked, String retry, int seconds) {
    var told =
        runbook(
                """
                runbook: retry
                steps:
                  - id: a
                    action: fake.count
                    with: { name: n, accidents: 1, asks: %s }
                    retry: { attempts: 2, %s }
                """
                    .formatted(asked, retry))
            .run()
            .ended(SUCCEEDED);
    assertThat(told.took()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void timeThatIsAskedForIsNotBeyondTheTimeout() {
    runbook(
            """
            runbook: retry
            steps:
              - id: a
                action: fake.count
                with: { name: n, accidents: 1, asks: 10m }
                retry: { attempts: 2 }
                timeout: 2m
            """)
        .run()
        .ended(FAILED)
        .failed("a", "timed out after 2m: attempt 2 of 2 after: 503");
  }

  @Test
  void onlyWhatIsWorthItIsRepeated() {
    runbook(
            """
            runbook: retry
            steps:
              - id: a
                action: fake.do
                with: { name: a, accidents: 1, fails: 1 }
                retry: { attempts: 5, if: error.kind == 'accident' }
            """)
        .run()
        .ran()
        .failed("a", "a went wrong")
        .ended(FAILED);
  }

  @Test
  void anAssertionBesideAnActionFailsTheAttempt() {
    runbook(
            """
            runbook: count
            steps:
              - id: a
                action: fake.count
                with: { name: n }
                assert: output.count >= 2
                retry: { attempts: 5, delay: 1s }
            outputs: { seen: '${steps.a.outputs.count}' }
            """)
        .run()
        .ended(SUCCEEDED)
        .gave("seen", BigDecimal.valueOf(2));
  }

  @Test
  void aFalseAssertionSaysWhatItSaw() {
    runbook(
            """
            runbook: check
            inputs: { n: { type: integer, default: 3 } }
            steps:
              - { id: a, assert: inputs.n > 5 }
            """)
        .run()
        .failed("a", "`inputs.n > 5` is false: inputs.n is 3");
    runbook(
            """
            runbook: check
            inputs: { n: { type: integer, default: 3 } }
            steps:
              - { id: a, assert: inputs.n > 5, message: 'only ${inputs.n}' }
            """)
        .run()
        .failed("a", "only 3");
  }

  @Test
  void pollingLooksAgainUntilTheConditionHeldOftenEnough() {
    var told =
        runbook(
                """
                runbook: poll
                steps:
                  - id: a
                    action: fake.count
                    with: { name: n, accidents: 1 }
                    until: output.count >= 2
                    in_a_row: 2
                    every: 15s
                """)
            .run()
            .ended(SUCCEEDED);
    assertThat(told.took()).isEqualTo(Duration.ofSeconds(15 * 4));
  }

  @Test
  void aPollThatNeverHoldsTimesOutAndSaysWhatItSaw() {
    runbook(
            """
            runbook: poll
            steps:
              - id: a
                action: fake.count
                with: { name: n }
                until: output.count > 100
                every: 10s
                timeout: 25s
            """)
        .run()
        .ended(FAILED)
        .failed("a", "timed out after 25s: `output.count > 100` is false: output.count is 2");
  }

  @Test
  void aTimeoutEndsACallThatBlocks() {
    var told =
        runbook(
                """
                runbook: slow
                steps:
                  - { id: a, action: fake.do, with: { name: a, takes: 1h }, timeout: 5m, retry: { attempts: 3 } }
                """)
            .run()
            .ran()
            .failed("a", "timed out after 5m");
    assertThat(told.took()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void workThatTimesOutIsGivenUp() {
    runbook(
            """
            runbook: slow
            steps:
              - { id: a, action: fake.do, with: { name: a, later: 100 }, timeout: 1m }
            """)
        .run()
        .ran("a", "abandon a")
        .failed("a", "timed out after 1m: a is going on, seen 5");
  }

  @Test
  void workThatGoesOnIsAskedForAgain() {
    var told =
        runbook(
                """
                runbook: later
                steps:
                  - { id: a, action: fake.do, with: { name: a, later: 3 } }
                """)
            .run()
            .ran("a")
            .ended(SUCCEEDED);
    assertThat(told.took()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aFailureThatIsToleratedIsCounted() {
    var told =
        runbook(
                """
                runbook: tolerant
                steps:
                  - { id: a, action: fake.do, with: { name: a, fails: 1 }, on_failure: continue }
                  - { id: b, when: run.failed, action: fake.do, with: { name: 'after ${steps.a.status}' } }
                """)
            .run()
            .ran("after failed")
            .ended(SUCCEEDED);
    assertThat(told.result().tolerated()).isEqualTo(1);
  }

  @Test
  void whatIsDoneAlreadyIsNotDoneAgain() {
    runbook(
            """
            runbook: done
            steps:
              - { id: a, action: fake.do, with: { name: x } }
              - id: b
                action: fake.do
                with: { name: x }
                done_if: { action: fake.ask, with: { name: x }, is: output.done }
              - id: c
                action: fake.do
                with: { name: y }
                done_if: { action: fake.ask, with: { name: y }, is: output.done }
            """)
        .run()
        .ran("x", "y")
        .ended(SUCCEEDED)
        .printed("b is settled by done_if");
  }

  @Test
  void variablesAndDefaultsHoldWhereTheyAreUsed() {
    var told =
        runbook(
                """
                runbook: vars
                inputs: { name: { type: string, default: web } }
                vars: { title: '${upper(inputs.name)}' }
                defaults: { retry: { attempts: 2, delay: 5s } }
                steps:
                  - { id: a, action: fake.do, with: { name: '${vars.title}', fails: 1 } }
                """)
            .run()
            .ran("WEB")
            .ended(SUCCEEDED);
    assertThat(told.took()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aWaitLetsTimePass() {
    var told =
        runbook(
                """
                runbook: wait
                steps:
                  - { id: a, wait: 90m }
                  - { id: b, wait: 2026-01-01T12:00:00Z }
                  - { id: c, wait: { until: '09:00', zone: Europe/Paris } }
                """)
            .at("2026-01-01T10:00:00Z")
            .run()
            .ended(SUCCEEDED);
    assertThat(told.took()).isEqualTo(Duration.ofHours(22));
  }
}
