package dev.runbook.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Typing;
import dev.runbook.journal.Commands;
import dev.runbook.run.Failure;
import dev.runbook.run.Opening;
import dev.runbook.run.RunResult;
import dev.runbook.standing.Outlook;
import dev.runbook.standing.Rules;
import dev.runbook.text.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndTextTest {
  @Test
  void aStepThatWasCutOffIsSettledByTheCommandThatIsPrinted() {
    var typing = new Typing(Path.of("."), Path.of("."));
    var choices = List.of("rerun", "done", "failed");
    var opening =
        new Opening(
            "r",
            "slow",
            "h",
            "Done?",
            Map.of(),
            choices,
            List.of(),
            null,
            null,
            Rules.ANYBODY,
            Outlook.NONE,
            true);
    var result =
        new RunResult(
            "r",
            RunResult.Status.PAUSED,
            null,
            Map.of(),
            0,
            List.of(opening),
            List.of(),
            List.of(),
            "runbook resume r",
            RunResult.Undo.NOTHING,
            "");
    new EndText(typing.console(), Commands.PLAIN).say(result, Duration.ZERO);
    assertThat(typing.printed())
        .contains("runbook decide r slow --as 'rerun|done|failed' --comment '...'\n");
  }

  @Test
  void aRunThatOnlyAPersonCanSendOnIsNotSaidToHavePausedAsAsked() {
    var typing = new Typing(Path.of("."), Path.of("."));
    var span = Source.of("r.yaml", "x").span(0, 1);
    var failure =
        new Failure(
            "a",
            "it broke",
            Failure.Kind.ANSWER,
            1,
            span,
            null,
            Duration.ZERO,
            Map.of(),
            new Failure.Trail(List.of(), List.of(), List.of()));
    var result =
        new RunResult(
            "r",
            RunResult.Status.PAUSED,
            failure,
            Map.of(),
            0,
            List.of(),
            List.of(),
            List.of(),
            "runbook resume r --redo a",
            RunResult.Undo.NOTHING,
            "");
    new EndText(typing.console(), Commands.PLAIN).say(result, Duration.ZERO);
    assertThat(typing.printed())
        .contains("run r did not go on: a person says where to begin")
        .contains("go on", "runbook resume r --redo a");
  }
}
