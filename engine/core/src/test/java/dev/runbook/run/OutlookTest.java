package dev.runbook.run;

import static dev.runbook.run.RunResult.Status.FAILED;
import static dev.runbook.run.RunResult.Status.PAUSED;
import static dev.runbook.run.RunResult.Status.SUCCEEDED;
import static dev.runbook.run.Story.runbook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.standing.Outlook;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person is told at a gate of what the choices lead to. */
class OutlookTest {
  private static final String REVIEW =
      """
      runbook: update
      secrets: { token: { env: TOKEN } }
      steps:
        - { id: push, action: fake.do, with: { name: new head } }
        - { id: image, action: fake.do, with: { name: image }, undo: none }
        - { id: tests, action: fake.do, with: { name: tests, fails: 9 }, on_failure: continue }
        - id: review
          gate: { ask: 'Alike?', choices: [keep, hold, revert], fields: { why: { type: string } } }
        - { id: open, when: steps.review.outputs.choice == 'keep', action: fake.back, with: { name: '${secrets.token}' } }
        - { id: say, when: steps.review.outputs.choice == 'hold', action: fake.do, with: { name: held } }
        - { id: back, when: steps.review.outputs.choice == 'revert', rollback: [push, image] }
        - id: report
          steps:
            - { id: mail, action: fake.do, with: { name: mail } }
            - { id: log, when: steps.image.outputs.value == null, action: fake.do, with: { name: log } }
      """;

  @Test
  void eachChoiceSaysWhatItLeadsToAndWhatItLeavesOut() {
    var outlook = outlook(runbook(REVIEW).environment("TOKEN", "s3cret-value").run());
    assertThat(outlook.leads())
        .containsExactly(
            Map.entry("keep", List.of("then open: bring back ***", "left out: say, back")),
            Map.entry("hold", List.of("then say: run fake.do", "left out: open, back")),
            Map.entry(
                "revert",
                List.of(
                    "then back: take back push, image, the last step first",
                    "  push: bring back new head",
                    "  not taken back: image",
                    "left out: open, say")),
            Map.entry("reject", List.of("the run fails")));
    assertThat(outlook.anyway()).containsExactly("then mail: run fake.do", "then log: run fake.do");
    assertThat(outlook.tolerated()).containsExactly("tests: tests went wrong");
  }

  @Test
  void whatIsSaidIsWhatHappens() {
    runbook(REVIEW)
        .environment("TOKEN", "s3cret-value")
        .run()
        .ended(PAUSED)
        .decide("review", "revert", Map.of("why", "fewer tests"))
        .resume()
        .ran("new head", "image", "back new head", "mail", "log")
        .ended(SUCCEEDED);
  }

  @Test
  void aChoiceThatBeginsItsGroupAnewSaysSo() {
    var told =
        runbook(
                """
                runbook: again
                steps:
                  - id: look
                    until: steps.review.outputs.choice != 'look_again'
                    steps:
                      - { id: results, action: fake.do, with: { name: results } }
                      - id: review
                        gate: { ask: 'Alike?', choices: [go_on, look_again, stop] }
                      - { id: noted, action: fake.do, with: { name: noted } }
                  - { id: open, when: steps.review.outputs.choice == 'go_on', action: fake.do, with: { name: open } }
                """)
            .run();
    assertThat(outlook(told).leads())
        .containsExactly(
            Map.entry("go_on", List.of("then open: run fake.do")),
            Map.entry("look_again", List.of("then it is asked again")),
            Map.entry("stop", List.of("left out: open")),
            Map.entry("reject", List.of("the run fails")));
    assertThat(outlook(told).anyway()).containsExactly("then noted: run fake.do");
  }

  @Test
  void aPlainGateSaysWhatFollowsAndWhatARejectionRescues() {
    var told =
        runbook(
                """
                runbook: plain
                steps:
                  - id: deploy
                    steps:
                      - { id: fine, gate: { ask: 'Go on?' } }
                      - { id: a, action: fake.do, with: { name: a } }
                    rescue:
                      - { id: tidy, action: fake.do, with: { name: tidy } }
                  - { id: each, for_each: [1, 2, 3], action: fake.do, with: { name: '${item}' } }
                """)
            .run();
    var outlook = outlook(told);
    assertThat(outlook.leads())
        .containsExactly(
            Map.entry(
                "approve",
                List.of(
                    "then a: run fake.do",
                    "then each[1]: run fake.do",
                    "then each[2]: run fake.do",
                    "then each[3]: run fake.do")),
            Map.entry(
                "reject",
                List.of(
                    "then tidy: run fake.do",
                    "then each[1]: run fake.do",
                    "then each[2]: run fake.do",
                    "then each[3]: run fake.do")));
    assertThat(outlook.anyway()).isEmpty();
    told.decide("fine", "reject").resume().ran("tidy", "1", "2", "3").ended(SUCCEEDED);
  }

  @Test
  void manyStepsAreCounted() {
    var told =
        runbook(
                """
                runbook: many
                steps:
                  - { id: fine, gate: { ask: 'Go on?' } }
                  - { id: images, for_each: '${range(1, 41)}', action: fake.do, with: { name: '${item}' } }
                  - { id: end, action: fake.do, with: { name: end } }
                """)
            .run();
    assertThat(outlook(told).leads().get("approve"))
        .containsExactly("then images: 40 steps", "then end: run fake.do");
  }

  @Test
  void whatARunKeepsOfItIsShownAgainAfterAResume() {
    var told = runbook(REVIEW).environment("TOKEN", "s3cret-value").run();
    var before = outlook(told);
    assertThat(outlook(told.resume())).isEqualTo(before);
    assertThat(told.standing().open().get(0).outlook()).isEqualTo(before);
    assertThat(told.decide("review", "reject").resume().ended(FAILED).effects())
        .containsExactly("new head", "image");
  }

  private static Outlook outlook(Told told) {
    return told.ended(PAUSED).result().waiting().get(0).outlook();
  }
}
