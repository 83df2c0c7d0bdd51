package dev.runbook.run;

import static dev.runbook.run.RunResult.Status.FAILED;
import static dev.runbook.run.RunResult.Status.SUCCEEDED;
import static dev.runbook.run.Story.runbook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runbook.standing.StepStanding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupsRunTest {

  @Test
  void alwaysRunsThoughTheTimeRunsOutInARescue() {
    runbook(
            """
            runbook: late
            steps:
              - id: g
                timeout: 1h
                steps:
                  - { id: bad, action: fake.do, with: { name: bad, fails: 1 } }
                rescue:
                  - { id: long, wait: 3h }
                always:
                  - { id: tidy, action: fake.do, with: { name: tidy } }
            """)
        .waiting()
        .run()
        .ran("tidy")
        .ended(FAILED);
  }

  @Test
  void alwaysRunsThoughAnotherBranchFailedMeanwhile() {
    runbook(
            """
            runbook: two
            steps:
              - id: g
                parallel: true
                steps:
                  - id: a
                    steps:
                      - { id: work, action: fake.do, with: { name: work, takes: 2h } }
                    always:
                      - { id: tidy, action: fake.do, with: { name: tidy } }
                  - id: b
                    steps:
                      - { id: rest, wait: 1h }
                      - { id: bad, action: fake.do, with: { name: bad, fails: 1 } }
            """)
        .waiting()
        .run()
        .ran("work", "tidy")
        .ended(FAILED);
  }

  @Test
  void aRescueThatSucceedsSavesTheGroup() {
    runbook(
            """
            runbook: rescue
            steps:
              - id: work
                steps:
                  - { id: a, action: fake.do, with: { name: a, fails: 1 } }
                  - { id: b, action: fake.do, with: { name: b } }
                rescue:
                  - { id: r, action: fake.do, with: { name: '${error.step}: ${error.reason}, ${error.kind}' } }
                always:
                  - { id: z, action: fake.do, with: { name: '${error == null}' } }
              - { id: c, action: fake.do, with: { name: c } }
            """)
        .run()
        .ran("a: a went wrong, answer", "true", "c")
        .ended(SUCCEEDED);
  }

  @Test
  void howAGroupEndedIsSeenFromOutside() {
    var standing =
        runbook(
                """
                runbook: ends
                steps:
                  - id: good
                    steps:
                      - { id: a, action: fake.do, with: { name: a } }
                  - id: bad
                    steps:
                      - { id: b, action: fake.do, with: { name: b, fails: 1 } }
                  - { id: c, action: fake.do, with: { name: c } }
                """)
            .run()
            .ended(FAILED)
            .resume()
            .ended(SUCCEEDED)
            .standing();
    assertThat(standing.steps())
        .extracting(StepStanding::key, StepStanding::state)
        .containsExactlyInAnyOrder(
            tuple("good", StepStanding.State.SUCCEEDED),
            tuple("a", StepStanding.State.SUCCEEDED),
            tuple("bad", StepStanding.State.SUCCEEDED),
            tuple("b", StepStanding.State.SUCCEEDED),
            tuple("c", StepStanding.State.SUCCEEDED));
  }

  @Test
  void aGroupThatFailedIsSeenAsFailed() {
    var standing =
        runbook(
                """
                runbook: ends
                steps:
                  - id: bad
                    steps:
                      - { id: b, action: fake.do, with: { name: b, fails: 1 } }
                """)
            .run()
            .standing();
    assertThat(standing.steps())
        .extracting(StepStanding::key, StepStanding::state)
        .containsExactly(
            tuple("bad", StepStanding.State.FAILED), tuple("b", StepStanding.State.FAILED));
  }

  @Test
  void theFirstFailureStaysTheCause() {
    runbook(
            """
            runbook: rescue
            steps:
              - id: work
                steps:
                  - { id: a, action: fake.do, with: { name: a, fails: 1 } }
                rescue:
                  - { id: r, action: fake.do, with: { name: r, fails: 1 } }
                always:
                  - { id: z, action: fake.do, with: { name: '${error.step}' } }
            """)
        .run()
        .ran("a")
        .failed("a", "a went wrong")
        .ended(FAILED);
  }

  @Test
  void whatIsOutsideIsGivenUpWhenARescueSucceeds() {
    runbook(
            """
            runbook: rescue
            steps:
              - id: work
                parallel: true
                steps:
                  - { id: a, action: fake.do, with: { name: a, later: 100 } }
                  - { id: b, action: fake.do, with: { name: b, fails: 1, takes: 25s } }
                rescue:
                  - { id: r, action: fake.do, with: { name: r } }
            """)
        .run()
        .ran("a", "r", "abandon a")
        .ended(SUCCEEDED);
  }

  @Test
  void branchesRunAtTheSameTime() {
    var told =
        runbook(
                """
                runbook: parallel
                steps:
                  - id: all
                    parallel: true
                    steps:
                      - { id: a, action: fake.do, with: { name: a, takes: 10s } }
                      - { id: b, action: fake.do, with: { name: b, takes: 20s } }
                      - { id: c, action: fake.do, with: { name: c, takes: 5s } }
                """)
            .run()
            .ran("c", "a", "b")
            .ended(SUCCEEDED);
    assertThat(told.took()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void noMoreBranchesRunAtOnceThanWereAllowed() {
    var told =
        runbook(
                """
                runbook: parallel
                steps:
                  - id: a
                    for_each: [1, 2, 3, 4]
                    max_parallel: 2
                    action: fake.do
                    with: { name: '${item}', takes: 10s }
                """)
            .run()
            .ranInAnyOrder("1", "2", "3", "4")
            .ended(SUCCEEDED);
    assertThat(told.took()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void nothingNewStartsAfterAFailureBesideIt() {
    runbook(
            """
            runbook: parallel
            steps:
              - id: all
                parallel: true
                steps:
                  - { id: bad, action: fake.do, with: { name: bad, fails: 1, takes: 5s } }
                  - id: good
                    steps:
                      - { id: a, action: fake.do, with: { name: a, takes: 10s } }
                      - { id: b, action: fake.do, with: { name: b } }
                    always:
                      - { id: z, action: fake.do, with: { name: z } }
            """)
        .run()
        .ran("a", "z")
        .failed("bad", "bad went wrong")
        .ended(FAILED);
  }

  @Test
  void alwaysRunsWhenTheTimeOfAGroupIsUp() {
    runbook(
            """
            runbook: slow
            steps:
              - id: all
                timeout: 1m
                steps:
                  - { id: a, action: fake.do, with: { name: a, later: 100 } }
                always:
                  - { id: z, action: fake.do, with: { name: z, takes: 5m } }
            """)
        .run()
        .ran("a", "z", "abandon a")
        .failed("all", "timed out after 1m: a is going on, seen 5");
  }

  @Test
  void loopsAreNamedByTheirItems() {
    var told =
        runbook(
                """
                runbook: loop
                steps:
                  - id: images
                    for_each: { clang: [15, 16], arch: [arm, x86] }
                    when: not (item.clang == 15 and item.arch == 'arm')
                    action: fake.do
                    with: { name: '${item.clang}-${item.arch}', gives: '${item.arch}' }
                outputs: { made: '${keys(steps.images.outputs)}' }
                """)
            .run()
            .ran("15-x86", "16-arm", "16-x86")
            .ended(SUCCEEDED);
    assertThat(told.result().outputs())
        .isEqualTo(Map.of("made", List.of("15,x86", "16,arm", "16,x86")));
  }

  @Test
  void aLoopedGroupIsSeenFromOutsideAsMaps() {
    runbook(
            """
            runbook: loop
            steps:
              - id: outer
                for_each: [a, b]
                as: side
                steps:
                  - id: inner
                    for_each: [1, 2]
                    action: fake.do
                    with: { name: '${side}${item}', gives: '${side}' }
                  - { id: sum, action: fake.do, with: { name: '${join(keys(steps.inner.outputs), side)}' } }
              - id: end
                action: fake.do
                with: { name: "${join(keys(steps.inner.outputs['a']), '+')}" }
            """)
        .run()
        .ran("a1", "a2", "1a2", "b1", "b2", "1b2", "1+2")
        .ended(SUCCEEDED);
  }

  @Test
  void anEmptyLoopGivesAnEmptyMap() {
    runbook(
            """
            runbook: loop
            inputs: { list: { type: list, of: string, default: [] } }
            steps:
              - { id: a, for_each: '${inputs.list}', action: fake.do, with: { name: x } }
            outputs: { n: '${len(steps.a.outputs)}' }
            """)
        .run()
        .ran()
        .ended(SUCCEEDED);
  }

  @Test
  void aGroupCanBePolled() {
    var told =
        runbook(
                """
                runbook: poll
                steps:
                  - id: look
                    until: steps.n.outputs.count >= 2
                    every: 1m
                    steps:
                      - { id: n, action: fake.count, with: { name: n } }
                outputs: { n: '${steps.n.outputs.count}' }
                """)
            .run()
            .ended(SUCCEEDED);
    assertThat(told.took()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aCallIsOneStepWithOutputs() {
    runbook(
            """
            runbook: outer
            inputs: { who: { type: string, default: web } }
            steps:
              - { id: one, call: inner.yaml, with: { what: '${inputs.who}!' } }
              - { id: two, action: fake.do, with: { name: '${steps.one.outputs.gave}' } }
            """)
        .file(
            "inner.yaml",
            """
            runbook: inner
            inputs: { what: { type: string }, who: { type: string } }
            steps:
              - { id: a, action: fake.do, with: { name: '${inputs.what} for ${inputs.who}', gives: done } }
            outputs: { gave: '${steps.a.outputs.value}' }
            """)
        .run()
        .ran("web! for web", "done")
        .ended(SUCCEEDED);
  }

  @Test
  void aCallIsRepeatedAsAWhole() {
    runbook(
            """
            runbook: outer
            steps:
              - { id: one, call: inner.yaml, retry: { attempts: 3, delay: 1s } }
            """)
        .file(
            "inner.yaml",
            """
            runbook: inner
            steps:
              - { id: a, action: fake.do, with: { name: a } }
              - { id: b, action: fake.do, with: { name: b, fails: 2 } }
            """)
        .run()
        .ran("a", "a", "a", "b")
        .ended(SUCCEEDED);
  }

  @Test
  void peopleAreToldOfFailuresAndSuccesses() {
    var text =
        """
        runbook: told
        inputs: { fails: { type: integer, default: 0 } }
        steps:
          - { id: a, action: fake.do, with: { name: a, fails: '${inputs.fails}' } }
        notify:
          failure:
            - { id: bad, action: fake.do, with: { name: '${event.kind} ${event.step}: ${event.text}' } }
          success:
            - { id: good, action: fake.do, with: { name: '${event.kind}', fails: 1 } }
        """;
    runbook(text).input("fails", "1").run().ran("failure a: a went wrong").ended(FAILED);
    var told = runbook(text).run().ran("a").ended(SUCCEEDED);
    assertThat(told.result().warnings())
        .containsExactly("nobody was told: `notify:success/good` failed: success went wrong");
  }
}
