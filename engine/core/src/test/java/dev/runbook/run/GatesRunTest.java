package dev.runbook.run;

import static dev.runbook.run.RunResult.Status.FAILED;
import static dev.runbook.run.RunResult.Status.PAUSED;
import static dev.runbook.run.RunResult.Status.SUCCEEDED;
import static dev.runbook.run.Story.runbook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runbook.journal.Commands;
import dev.runbook.standing.Standing;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatesRunTest {
  private static final String PLAIN =
      """
      runbook: gate
      steps:
        - { id: g, gate: { ask: 'Go on?' } }
        - { id: a, action: fake.do, with: { name: 'a by ${steps.g.outputs.by}' } }
      """;

  private static final String CHOICES =
      """
      runbook: gate
      steps:
        - id: g
          gate:
            ask: 'Keep ${run.operator}?'
            choices: [keep, drop]
            fields: { reason: { type: string }, count: { type: integer, default: 3 } }
        - id: a
          action: fake.do
          with: { name: '${steps.g.outputs.choice} ${steps.g.outputs.fields.count} ${steps.g.outputs.fields.reason}' }
      """;

  @Test
  void withoutATerminalTheRunPausesAndIsDecidedFromElsewhere() {
    var told = runbook(PLAIN).run().ended(PAUSED).waitsAt("g").ran();
    assertThat(told.result().waiting().get(0).command(Commands.PLAIN))
        .isEqualTo("runbook approve 2026-01-01-a1 g");
    assertThat(told.standing().open()).extracting(Standing.Question::ask).containsExactly("Go on?");
    told.decide("g", "approve").resume().ran("a by dora").ended(SUCCEEDED);
    assertThat(told.standing().decisions())
        .extracting(Standing.Ruling::by, Standing.Ruling::choice)
        .containsExactly(tuple("dora", "approve"));
  }

  @Test
  void aFieldThatIsNotFilledInIsItsDefaultAlsoAList() {
    runbook(
            """
            runbook: fields
            steps:
              - id: g
                gate:
                  ask: Which?
                  fields: { some: { type: list, of: string, default: [x, y] }, none: { type: list, default: [] } }
              - id: a
                action: fake.do
                with: { name: "${join(steps.g.outputs.fields.some, ' ')} ${len(steps.g.outputs.fields.none)}" }
            """)
        .answering("g=approve")
        .run()
        .ran("x y 0")
        .ended(SUCCEEDED);
  }

  @Test
  void onATerminalItIsAskedThere() {
    runbook(PLAIN).answering("g=approve").run().ran("a by olga").ended(SUCCEEDED);
  }

  @Test
  void aRejectionFailsTheStep() {
    runbook(PLAIN).answering("g=reject").run().ran().failed("g", "olga rejected it").ended(FAILED);
  }

  @Test
  void aRejectionNeedsNoField() {
    runbook(CHOICES)
        .run()
        .decide("g", "reject")
        .resume()
        .failed("g", "dora rejected it")
        .ended(FAILED);
  }

  @Test
  void aDecisionIsSeenBeforeTheRunTakesItUp() {
    var told = runbook(PLAIN).run().ended(PAUSED).decide("g", "approve");
    assertThat(told.standing().open())
        .flatExtracting(Standing.Question::decided)
        .extracting(Standing.Ruling::by, Standing.Ruling::choice)
        .containsExactly(tuple("dora", "approve"));
  }

  @Test
  void theStarterMayDecideAtOnce() {
    runbook(PLAIN).yes("g", "approve").run().ran("a by olga").ended(SUCCEEDED);
  }

  @Test
  void aStarterWhoNamesNoGateIsRefused() {
    runbook(PLAIN).yes("h", "approve").run().refused("no gate `h`");
    runbook(PLAIN).yes("g", "keep").run().refused("gate `g` has no choice `keep`");
  }

  @Test
  void fieldsAreFilledInOrKeepTheirDefault() {
    runbook(CHOICES)
        .run()
        .ended(PAUSED)
        .decide("g", "keep", Map.of("reason", "good"))
        .resume()
        .ran("keep 3 good")
        .ended(SUCCEEDED);
  }

  @Test
  void aDecisionWithoutARequiredFieldDoesNotCount() {
    runbook(CHOICES).run().decide("g", "keep").resume().ended(PAUSED).ran();
  }

  @Test
  void nobodyInTimeFailsTheStepUnlessAChoiceWasNamed() {
    var text =
        """
        runbook: gate
        steps:
          - { id: g, gate: { ask: 'Go on?', choices: [on, off], timeout: 4h%s } }
          - { id: a, action: fake.do, with: { name: '${steps.g.outputs.choice}' } }
        """;
    var told = runbook(text.formatted("")).waiting().run().ended(FAILED);
    told.failed("g", "nobody decided in time");
    assertThat(told.took()).isEqualTo(Duration.ofHours(4));
    runbook(text.formatted(", on_timeout: off")).waiting().run().ran("off").ended(SUCCEEDED);
  }

  @Test
  void aGateInALoopHoldsTheNextIteration() {
    var text =
        """
        runbook: rolling
        steps:
          - id: node
            for_each: [one, two, three]
            max_parallel: %d
            steps:
              - { id: deploy, action: fake.do, with: { name: '${item}' } }
              - { id: fine, gate: { ask: 'Is ${item} fine?' } }
        """;
    var one = runbook(text.formatted(1)).run().ran("one").waitsAt("node[one]/fine");
    var two = one.decide("node[one]/fine", "approve").resume().ran("one", "two");
    two.waitsAt("node[two]/fine").decide("node[two]/fine", "approve").resume();
    two.ran("one", "two", "three").decide("node[three]/fine", "approve").resume().ended(SUCCEEDED);
    runbook(text.formatted(2)).run().ranInAnyOrder("one", "two").ended(PAUSED);
  }

  @Test
  void aGateInAGroupOfOneAtATimeHoldsTheNextStep() {
    runbook(
            """
            runbook: one at a time
            steps:
              - id: g
                parallel: 1
                steps:
                  - { id: fine, gate: { ask: 'Go on?' } }
                  - { id: a, action: fake.do, with: { name: a } }
            """)
        .run()
        .ran()
        .ended(PAUSED)
        .decide("fine", "approve")
        .resume()
        .ran("a")
        .ended(SUCCEEDED);
  }

  @Test
  void aDecisionMadeInTimeCountsThoughItIsReadLater() {
    var text =
        """
        runbook: gate
        steps:
          - { id: g, gate: { ask: 'Go on?', choices: [on, off], timeout: 1h, on_timeout: off } }
          - { id: a, action: fake.do, with: { name: '${steps.g.outputs.choice}' } }
        """;
    var inTime = runbook(text).run().ended(PAUSED).later(Duration.ofMinutes(59));
    inTime.decide("g", "on").later(Duration.ofHours(9)).resume().ran("on").ended(SUCCEEDED);
    var tooLate = runbook(text).run().ended(PAUSED).later(Duration.ofMinutes(61));
    tooLate.decide("g", "on").resume().ran("off").ended(SUCCEEDED);
  }

  @Test
  void aRunThatWaitsTakesDecisionsFromElsewhere() {
    runbook(PLAIN).waiting().decided("10m", "g", "approve").run().ran("a by dora").ended(SUCCEEDED);
  }

  @Test
  void theOtherBranchesGoOnWhileAGateIsOpen() {
    runbook(
            """
            runbook: beside
            steps:
              - id: all
                parallel: true
                steps:
                  - { id: g, gate: { ask: 'Go on?' } }
                  - { id: a, action: fake.do, with: { name: a, takes: 1h } }
              - { id: b, action: fake.do, with: { name: b } }
            """)
        .run()
        .ran("a")
        .ended(PAUSED)
        .decide("g", "approve")
        .resume()
        .ran("a", "b")
        .ended(SUCCEEDED);
  }

  @Test
  void twoPeopleOfTheRightGroupAndNotTheStarter() {
    var text =
        """
        runbook: gate
        steps:
          - { id: g, gate: { ask: 'Go on?', approvals: 2, not_self: true, approvers: ['@managers', max, olga] } }
          - { id: a, action: fake.do, with: { name: a } }
        """;
    runbook(text)
        .run()
        .decide("g", "approve", "olga")
        .decide("g", "approve", "somebody")
        .decide("g", "approve", "max")
        .decide("g", "approve", "max")
        .resume()
        .ended(PAUSED)
        .decide("g", "approve", "dora")
        .resume()
        .ran("a")
        .ended(SUCCEEDED);
    runbook(text)
        .inPrivate()
        .run()
        .refused("gate `g` tells people apart, which a private state folder cannot");
  }

  @Test
  void atTheTerminalWhoMayNotDecideIsNotAsked() {
    var text =
        """
        runbook: gate
        steps:
          - { id: g, gate: { ask: 'Go on?', not_self: true } }
        """;
    var told = runbook(text).answering("g=approve").run().ended(PAUSED);
    assertThat(told.standing().open()).flatExtracting(Standing.Question::decided).isEmpty();
    told.decide("g", "approve", "dora").resume().ended(SUCCEEDED);
  }

  @Test
  void whoHasDecidedIsNotAskedAgainWhereItTakesTwo() {
    var told =
        runbook("runbook: gate\nsteps: [{ id: g, gate: { ask: 'Go on?', approvals: 2 } }]")
            .answering("g=approve")
            .run()
            .ended(PAUSED);
    assertThat(told.story()).containsOnlyOnce("g is decided: approve by olga");
    told.decide("g", "approve", "dora").resume().ended(SUCCEEDED);
  }

  @Test
  void aGateIsOpenUntilEnoughPeopleSayTheSame() {
    var told =
        runbook(
                """
                runbook: gate
                steps:
                  - { id: g, gate: { ask: 'Which?', choices: [keep, drop], approvals: 2 } }
                """)
            .run()
            .ended(PAUSED);
    assertThat(isDecided(told)).isFalse();
    assertThat(isDecided(told.decide("g", "keep", "max"))).isFalse();
    assertThat(isDecided(told.decide("g", "keep", "max"))).isFalse();
    assertThat(isDecided(told.decide("g", "drop", "dora"))).isFalse();
    assertThat(isDecided(told.decide("g", "keep", "dora"))).isTrue();
  }

  private static boolean isDecided(Told told) {
    return told.standing().open().stream().allMatch(Standing.Question::isDecided);
  }

  @Test
  void aDecisionForAnEarlierRoundDoesNotCount() {
    runbook(
            """
            runbook: gate
            steps:
              - { id: g, gate: { ask: 'Go on?' } }
            """)
        .run()
        .decide("g", "reject")
        .resume()
        .ended(FAILED)
        .resume()
        .ended(PAUSED)
        .waitsAt("g");
  }

  @Test
  void theTimeoutOfAGroupEndsAQuestionAtTheTerminal() {
    var text =
        """
        runbook: late
        steps:
          - id: g
            timeout: 1h
            steps:
              - { id: ask, gate: { ask: 'Go on?' } }
              - { id: a, action: fake.do, with: { name: a } }
        """;
    runbook(text)
        .answering("ask=approve")
        .thinking("2h")
        .run()
        .ran()
        .failed("g", "timed out after 1h: nobody decided `ask`")
        .ended(FAILED);
    runbook(text).answering("ask=approve").thinking("30m").run().ran("a").ended(SUCCEEDED);
  }

  @Test
  void whoWaitsForTheirTurnAtTheTerminalWaitsNoLongerThanTheirTime() {
    var told =
        runbook(
                """
            runbook: turns
            steps:
              - id: both
                parallel: true
                steps:
                  - { id: slow, gate: { ask: 'Slow?' } }
                  - id: quick
                    timeout: 1h
                    on_failure: continue
                    steps:
                      - { id: ask, gate: { ask: 'Quick?' } }
            """)
            .answering("slow=approve", "ask=approve")
            .thinking("2h")
            .run()
            .ended(SUCCEEDED);
    assertThat(told.result().tolerated()).isEqualTo(1);
    assertThat(told.story()).containsPattern("1h +quick failed, and the run goes on");
  }
}
