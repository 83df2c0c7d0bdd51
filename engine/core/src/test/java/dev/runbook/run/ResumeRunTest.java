package dev.runbook.run;

import static dev.runbook.run.RunResult.Status.CANCELLED;
import static dev.runbook.run.RunResult.Status.FAILED;
import static dev.runbook.run.RunResult.Status.INTERRUPTED;
import static dev.runbook.run.RunResult.Status.PAUSED;
import static dev.runbook.run.RunResult.Status.ROLLED_BACK;
import static dev.runbook.run.RunResult.Status.SUCCEEDED;
import static dev.runbook.run.Story.runbook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runbook.journal.Commands;
import dev.runbook.standing.Standing;
import dev.runbook.standing.StepStanding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class ResumeRunTest {

  @Test
  void aFailedStepIsTriedAnewAndWhatSucceededIsNotDoneAgain() {
    var told =
        runbook(
                """
                runbook: again
                steps:
                  - { id: a, action: fake.do, with: { name: a } }
                  - id: g
                    steps:
                      - { id: b, action: fake.do, with: { name: b, fails: 2 }, retry: { attempts: 2, delay: 1s } }
                      - { id: c, action: fake.do, with: { name: c } }
                    always:
                      - { id: z, action: fake.do, with: { name: z } }
                """)
            .run()
            .ran("a", "z")
            .ended(FAILED);
    assertThat(told.standing().status()).isEqualTo(Standing.Status.FAILED);
    told.resume().ran("a", "z", "b", "c", "z").ended(SUCCEEDED);
    told.resume().refused("run `2026-01-01-a1` has succeeded: there is nothing to resume");
  }

  @Test
  void whatIsDoneOnlyAfterAFailureIsNotDoneOnceItWentWell() {
    runbook(
            """
            runbook: told
            steps:
              - { id: b, action: fake.do, with: { name: b, fails: 1 } }
            always:
              - { id: z, when: error != null, action: fake.do, with: { name: 'after ${error.step}' } }
            """)
        .run()
        .ran("after b")
        .ended(FAILED)
        .resume()
        .ran("after b", "b")
        .ended(SUCCEEDED);
  }

  @Test
  void aRunGoesAsFarAsItWasAskedTo() {
    runbook(
            """
            runbook: phases
            steps:
              - { id: a, action: fake.do, with: { name: a, gives: 1 } }
              - { id: b, action: fake.do, with: { name: 'b${steps.a.outputs.value}' } }
              - { id: c, action: fake.do, with: { name: c } }
            """)
        .until("a")
        .run()
        .ran("a")
        .ended(PAUSED)
        .resumeUntil("b")
        .ran("a", "b1")
        .ended(PAUSED)
        .resume()
        .ran("a", "b1", "c")
        .ended(SUCCEEDED);
  }

  @Test
  void afterARescueSomebodySaysWhereToBeginAgain() {
    var told =
        runbook(
                """
                runbook: rescue
                steps:
                  - { id: x, action: fake.do, with: { name: x } }
                  - id: g
                    steps:
                      - { id: a, action: fake.do, with: { name: a } }
                      - { id: b, action: fake.do, with: { name: b, fails: 1 } }
                    rescue:
                      - { id: r, action: fake.do, with: { name: r } }
                      - { id: s, action: fake.do, with: { name: s, fails: 1 } }
                """)
            .run()
            .ran("x", "a", "r")
            .failed("b", "b went wrong")
            .resume()
            .ended(PAUSED)
            .ran("x", "a", "r");
    assertThat(told.result().warnings())
        .containsExactly(
            "after `b` had failed, its rescue ran: r, s; say where to begin a new round, such as"
                + " `runbook resume 2026-01-01-a1 --redo b`");
    told.redo("a").ran("x", "a", "r", "a", "b").ended(SUCCEEDED);
  }

  @Test
  void aStepCutOffInTheMiddleIsAskedAbout() {
    var text =
        """
        runbook: cut
        steps:
          - { id: a, action: fake.do, with: { name: a } }
          - { id: b, action: fake.do, with: { name: b } }
        """;
    var cut = new StagedRun.Cut(3, StagedRun.Cut.How.BEFORE);
    var told = runbook(text).cutAt(cut).run();
    assertThat(told.standing().status()).isEqualTo(Standing.Status.CUT_OFF);
    assertThat(told.standing().steps())
        .extracting(StepStanding::key, StepStanding::state)
        .containsExactly(tuple("a", StepStanding.State.UNKNOWN));
    told.resume().ended(PAUSED).waitsAt("a");
    assertThat(told.result().waiting().get(0).command(Commands.PLAIN))
        .isEqualTo("runbook decide 2026-01-01-a1 a --as 'rerun|done|failed' --comment '...'");
    told.decide("a", "done").resume().ran("a", "b").ended(SUCCEEDED);
    runbook(text).cutAt(cut).run().resume().decide("a", "rerun").resume().ran("a", "a", "b");
    runbook(text)
        .cutAt(cut)
        .run()
        .resume()
        .decide("a", "failed")
        .resume()
        .failed("a", "it was cut off, and called failed");
  }

  @Test
  void anInterruptionLeavesWorkOutsideToBeFoundAgain() {
    runbook(
            """
            runbook: interrupted
            steps:
              - { id: a, action: fake.do, with: { name: a, later: 6 } }
              - { id: b, action: fake.do, with: { name: b } }
            always:
              - { id: z, action: fake.do, with: { name: z } }
            """)
        .after("25s", (session, folder) -> session.interrupt(false))
        .run()
        .ran("a")
        .ended(INTERRUPTED)
        .resume()
        .ran("a", "b", "z")
        .ended(SUCCEEDED);
  }

  @Test
  void theFirstInterruptionLetsCallsEndAndTheSecondEndsThem() {
    var text =
        """
        runbook: interrupted
        steps:
          - { id: a, action: fake.do, with: { name: a, takes: 1h, repeat: yes } }
          - { id: b, action: fake.do, with: { name: b } }
        """;
    runbook(text)
        .after("1m", (session, folder) -> session.interrupt(false))
        .run()
        .ran("a")
        .printed("in flight: [a]")
        .ended(INTERRUPTED)
        .resume()
        .ran("a", "b");
    var told =
        runbook(text)
            .after("1m", (session, folder) -> session.interrupt(false))
            .after("2m", (session, folder) -> session.interrupt(false))
            .run()
            .ran()
            .ended(INTERRUPTED);
    assertThat(told.result().inFlight()).containsExactly("a");
    told.resume().ran("a", "b").ended(SUCCEEDED);
  }

  @Test
  void aCancelGivesUpWorkOutsideAndRunsOpenAlwaysBlocks() {
    var text =
        """
        runbook: cancelled
        steps:
          - id: g
            steps:
              - { id: a, action: fake.do, with: { name: a, later: 6 } }
            always:
              - { id: y, action: fake.do, with: { name: y } }
          - id: h
            steps:
              - { id: b, action: fake.do, with: { name: b } }
            always:
              - { id: x, action: fake.do, with: { name: x } }
        always:
          - { id: z, action: fake.do, with: { name: z } }
        """;
    runbook(text)
        .after(
            "25s",
            (session, folder) -> {
              folder.request("cancel");
              session.look(folder);
            })
        .run()
        .ran("a", "y", "z", "abandon a")
        .ended(CANCELLED)
        .resume()
        .refused("run `2026-01-01-a1` was cancelled: it cannot go on");
    runbook(text)
        .after("25s", (session, folder) -> session.interrupt(false))
        .run()
        .ended(INTERRUPTED)
        .cancel()
        .ran("a", "y", "z", "abandon a")
        .ended(CANCELLED);
  }

  @Test
  void aRollbackTakesBackWhatWasDoneLastFirst() {
    var told =
        runbook(
                """
                runbook: back
                steps:
                  - { id: a, action: fake.do, with: { name: a } }
                  - { id: b, action: fake.do, with: { name: b }, undo: none }
                  - { id: c, action: fake.do, with: { name: c, gives: 4 }, undo: { with: { name: 'not ${output.value}' } } }
                  - { id: d, action: fake.do, with: { name: d }, undo: { action: fake.back, with: { name: dee, fails: 1 } } }
                  - { id: e, for_each: [1, 2], action: fake.do, with: { name: 'e${item}' } }
                """)
            .run()
            .ended(SUCCEEDED);
    assertThat(Undoing.preview(told.events()))
        .extracting(TakenBack::step, TakenBack::undo)
        .containsExactly(
            tuple("e[2]", "bring back e2"),
            tuple("e[1]", "bring back e1"),
            tuple("d", "bring back dee"),
            tuple(
                "c",
                "fake.do with name: not 4, gives: 4, fails: 0, accidents: 0, later: 0, takes: 0s, repeat: no, undoes: true"),
            tuple("b", null),
            tuple("a", "bring back a"));
    assertThat(told.result().undo()).isEqualTo(RunResult.Undo.SOMETHING);
    told.rollback()
        .ended(FAILED)
        .failed("rollback", "`d` was not taken back: dee cannot be taken back");
    told.rollback()
        .ended(ROLLED_BACK)
        .ran("a", "b", "c", "d", "e1", "e2", "back e2", "back e1", "back dee", "not 4", "back a")
        .printed("nothing takes back: b");
    told.rollback().refused("run `2026-01-01-a1` was taken back already: nothing is left");
    told.resume().refused("run `2026-01-01-a1` was taken back: it cannot go on");
    assertThat(told.standing().status()).isEqualTo(Standing.Status.ROLLED_BACK);
  }

  @Test
  void aRollbackNamesWhatFailedOrWasCutOffAndStays() {
    var told =
        runbook(
                """
                runbook: stays
                steps:
                  - { id: a, action: fake.do, with: { name: a } }
                  - { id: b, action: fake.do, with: { name: b, fails: 9 }, on_failure: continue }
                  - { id: c, action: fake.do, with: { name: c }, undo: none }
                  - { id: d, action: fake.do, with: { name: d, repeat: no } }
                """)
            .cutAt(new StagedRun.Cut(8, StagedRun.Cut.How.AFTER))
            .run();
    assertThat(told.died()).isTrue();
    assertThat(Undoing.preview(told.events()))
        .extracting(TakenBack::step, TakenBack::undo, TakenBack::state)
        .containsExactly(
            tuple("c", null, TakenBack.State.FINISHED),
            tuple("b", null, TakenBack.State.FAILED),
            tuple("a", "bring back a", TakenBack.State.FINISHED),
            tuple("d", null, TakenBack.State.CUT_OFF));
    told.rollback()
        .ended(ROLLED_BACK)
        .printed("nothing takes back: c")
        .printed("failed, and nothing takes back what they had done by then: b")
        .printed("cut off, and nothing takes back what they did, if anything: d");
  }

  @Test
  void theDateOfARunIsThatOfTheZoneWhereItWasStarted() {
    var before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      var told =
          runbook(
                  """
                  runbook: date
                  steps:
                    - { id: g, gate: { ask: 'Go on?' } }
                    - { id: a, action: fake.do, with: { name: '${run.date}' } }
                  """)
              .at("2026-01-01T12:00:00Z")
              .run();
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      told.decide("g", "approve").resume().ran("20260102");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void theUndoOfACallReplacesThatOfItsSteps() {
    runbook(
            """
            runbook: back
            steps:
              - { id: one, call: inner.yaml, with: { n: 1 }, undo: { with: { n: 0 } } }
              - { id: two, call: inner.yaml, with: { n: 2 }, undo: { action: fake.back, with: { name: two } } }
              - { id: three, call: inner.yaml, with: { n: 3 }, undo: none }
              - { id: four, call: inner.yaml, with: { n: 4 } }
            """)
        .file(
            "inner.yaml",
            """
            runbook: inner
            inputs: { n: { type: integer } }
            steps:
              - { id: a, action: fake.do, with: { name: 'a${inputs.n}' } }
            """)
        .run()
        .rollback()
        .ran("a1", "a2", "a3", "a4", "back a4", "back two", "a0")
        .ended(ROLLED_BACK);
  }

  @Test
  void aRollbackStepUndoesTheStepsItNames() {
    runbook(
            """
            runbook: back
            steps:
              - id: g
                for_each: [1, 2]
                steps:
                  - { id: a, action: fake.do, with: { name: 'a${item}' } }
              - { id: b, action: fake.do, with: { name: b } }
              - { id: t, rollback: [g] }
            """)
        .run()
        .ran("a1", "a2", "b", "back a2", "back a1")
        .ended(SUCCEEDED)
        .rollback()
        .ran("a1", "a2", "b", "back a2", "back a1", "back b");
  }

  @Test
  void anEditedRunbookGoesOnWithItsNewText() {
    var story =
        runbook(
            """
            runbook: edited
            steps:
              - { id: a, action: fake.do, with: { name: a } }
              - { id: b, action: fake.do, with: { name: b, fails: 9 } }
            """);
    var told = story.run().ended(FAILED);
    story.edited(
        "main.yaml",
        """
        runbook: edited
        steps:
          - { id: a, action: fake.do, with: { name: other } }
          - { id: b, action: fake.do, with: { name: c } }
        """);
    told.resumeEdited().ended(PAUSED).waitsAt("a");
    told.decide("a", "done").resume().ran("a", "c").ended(SUCCEEDED);
  }

  @Test
  void theNewTextIsKeptOnceTheRunReallyGoesOn() {
    var text =
        """
        runbook: rescue
        steps:
          - id: g
            steps:
              - { id: a, action: fake.do, with: { name: a, fails: 1 } }
            rescue:
              - { id: r, action: fake.do, with: { name: r, fails: 1 } }
        """;
    var story = runbook(text);
    var told = story.run().failed("a", "a went wrong");
    story.edited("main.yaml", text.replace("name: a,", "name: other,"));
    told.resumeEdited().ended(PAUSED);
    assertThat(told.folder().kept().values()).containsExactly(text);
    assertThat(told.result().again()).isEqualTo("runbook resume 2026-01-01-a1 --edited --redo a");
    told.resume(new ResumeRequest(true, null, List.of("a"), Map.of(), Map.of(), false));
    assertThat(told.folder().kept().values()).doesNotContain(text);
  }

  @Test
  void inputsGivenAtAResumeHoldFromThen() {
    runbook(
            """
            runbook: inputs
            inputs: { n: { type: integer, default: 1 } }
            steps:
              - { id: a, action: fake.do, with: { name: 'a${inputs.n}' } }
              - { id: b, action: fake.do, with: { name: b, fails: '${inputs.n}' } }
            """)
        .run()
        .ran("a1")
        .ended(FAILED)
        .resume(new ResumeRequest(false, null, List.of(), Map.of("n", "0"), Map.of(), false))
        .ran("a1", "b")
        .ended(SUCCEEDED);
  }

  @Test
  void aClockThatWasSetBackMakesNoPauseLonger() {
    var told =
        runbook(
                """
                runbook: back
                steps:
                  - { id: a, action: fake.do, with: { name: a, fails: 1 }, retry: { attempts: 2, delay: 1m } }
                """)
            .cutAt(new StagedRun.Cut(4, StagedRun.Cut.How.AFTER))
            .run()
            .later(Duration.ofHours(-3))
            .resume()
            .ended(SUCCEEDED)
            .ran("a");
    assertThat(told.took()).isEqualTo(Duration.ofHours(-3).plusMinutes(2));
  }

  @Test
  void aClockThatWasSetBackMakesNoWaitLonger() {
    var told =
        runbook("runbook: back\nsteps: [{ id: a, wait: 1m }]")
            .cutAt(new StagedRun.Cut(2, StagedRun.Cut.How.AFTER))
            .run()
            .later(Duration.ofHours(-3))
            .resume()
            .ended(SUCCEEDED);
    assertThat(told.took()).isEqualTo(Duration.ofHours(-3).plusMinutes(2));
  }

  @Test
  void aClockThatIsSetWhileTheRunWaitsChangesNothingButWhenItEnds() {
    for (var hours : List.of(-5, 5)) {
      runbook(
              """
              runbook: set
              steps:
                - { id: a, action: fake.do, with: { name: a, later: 3, repeat: find_out }, timeout: 1h }
                - { id: b, wait: 1h }
                - { id: c, action: fake.count, with: { name: c }, until: output.count >= 3, every: 1m }
                - { id: d, action: fake.do, with: { name: d, later: 9, repeat: find_out }, timeout: 1h }
              """)
          .after("30m", (session, folder) -> folder.stage().advance(Duration.ofHours(hours)))
          .run()
          .ended(SUCCEEDED)
          .ran("a", "d");
    }
  }
}
