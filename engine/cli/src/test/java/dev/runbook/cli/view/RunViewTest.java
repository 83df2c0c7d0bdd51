package dev.runbook.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Typing;
import dev.runbook.cli.console.Console;
import dev.runbook.run.Ended;
import dev.runbook.run.Failure;
import dev.runbook.run.Opening;
import dev.runbook.run.Progress;
import dev.runbook.standing.Outlook;
import dev.runbook.standing.Rules;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunViewTest {
  private static final Instant SOON = Instant.parse("2126-01-01T00:00:00Z");

  private final Typing typing = new Typing(Path.of("."), Path.of("."));
  private RunView view = new RunView(typing.console());

  @Test
  void aStepIsALineWhenItBeginsAndWhenItEndsWithItsOutputBelow() {
    var build = Steps.action("build", "shell.run");
    view.on(new Progress.Starts("2026-11-23-k3", Progress.Starts.Way.BEGINS));
    view.on(new Progress.Began("build", build, "shell.run"));
    view.on(new Progress.Output("build", "compiling"));
    view.on(new Progress.Ends("build", build, Ended.succeeded(), Duration.ofSeconds(130)));
    assertThat(typing.printed())
        .isEqualTo(
            """
            run 2026-11-23-k3
             >>    build           shell.run
                     compiling
             ok    build           2min 10s
            """);
  }

  @Test
  void stepsOfGroupsAndCallsAreIndented() {
    var push = Steps.action("push", "git.push");
    var core = Steps.call("core", "advance.yaml");
    var group = Steps.group("branches", core);
    view.on(new Progress.Began("branches", group, ""));
    view.on(new Progress.Began("core", core, "call advance.yaml"));
    view.on(new Progress.Began("core/push", push, "git.push"));
    view.on(new Progress.Ends("core/push", push, Ended.succeeded(), Duration.ZERO));
    assertThat(typing.printed())
        .isEqualTo(
            """
             >>    branches
             >>      core            call advance.yaml
             ok        core/push       git.push
            """);
  }

  @Test
  void stepsSideBySideSayWhoseEachLineIs() {
    view.on(new Progress.Began("a", Steps.named("a", "one"), "one"));
    view.on(new Progress.Began("b", Steps.named("b", "two"), "two"));
    view.on(new Progress.Output("a", "hello"));
    assertThat(typing.printed()).endsWith("         a | hello\n");
  }

  @Test
  void whyAStepFailedOrWasLeftOutIsOnItsLine() {
    var step = Steps.action("build", "shell.run");
    view.on(new Progress.Ends("build", step, failed(true), Duration.ofSeconds(3)));
    var skipped = new Ended.Skipped("its `when` was false", null);
    view.on(new Progress.Ends("test", step, skipped, Duration.ZERO));
    assertThat(typing.printed())
        .isEqualTo(
            """
             FAIL  build           exit code 2 (the run goes on)  3s
              -    test            its `when` was false
            """);
  }

  private static Ended failed(boolean tolerated) {
    var failure =
        new Failure(
            "build",
            "exit code 2",
            Failure.Kind.ANSWER,
            1,
            Steps.span(),
            null,
            Duration.ZERO,
            Map.of(),
            new Failure.Trail(List.of(), List.of(), List.of()));
    return new Ended.Failed(failure, tolerated);
  }

  @Test
  void aWaitIsSaidOnceAMinuteHoweverOftenItLooks() {
    for (var i = 0; i < 100; i++) {
      view.on(new Progress.Waits("drain", "`output.count == 0`: output.count is 3", SOON));
    }
    assertThat(typing.printed())
        .containsOnlyOnce(
            "drain           `output.count == 0`: output.count is 3; looks again in ");
  }

  @Test
  void aWaitThatChangedIsSaidAtOnce() {
    view.on(new Progress.Waits("drain", "3 builds", SOON));
    view.on(new Progress.Waits("drain", "2 builds", SOON));
    assertThat(typing.printed()).contains("3 builds", "2 builds");
  }

  @Test
  void aQuestionShowsWhatAPersonNeedsToDecide() {
    var show = new LinkedHashMap<String, @Nullable Object>();
    show.put("similar", "false: 3 >= 4 is false");
    show.put("revisions", List.of(row("k-1", "97"), row("kernel-20", "9")));
    var rules = new Rules(2, true, List.of("@release", "ann"));
    view.on(
        new Progress.Asks(
            new Opening(
                "r",
                "review",
                "h",
                "Do they look alike?",
                show,
                List.of("continue", "hold"),
                List.of(),
                null,
                null,
                rules,
                Outlook.NONE,
                false)));
    assertThat(typing.printed())
        .isEqualTo(
            """
             ??    review          Do they look alike?
                     similar  false: 3 >= 4 is false
                     revisions
                       kernel     builds
                       k-1        97
                       kernel-20  9
                     choices    continue, hold
                     approvals  2 different people must say the same
                     not        who started the run
                     asked      @release, ann
            """);
  }

  private static Map<String, String> row(String kernel, String builds) {
    var row = new LinkedHashMap<String, String>();
    row.put("kernel", kernel);
    row.put("builds", builds);
    return row;
  }

  @Test
  void decisionsAndStopsAreTold() {
    view.on(new Progress.Decides("review", "hold", "ann", "too few", 1, 1));
    view.on(new Progress.Decides("review", "hold", "bob", null, 1, 2));
    view.on(new Progress.InFlight(List.of("build", "test")));
    view.on(new Progress.Warns("the clock was set"));
    assertThat(typing.printed())
        .contains(
            "ann decided hold: too few",
            "bob decided hold (1 of 2 approvals)",
            "still running: build, test",
            "the clock was set");
  }

  @Test
  void outputCannotMoveTheCursorOrHideWhatWasPrinted() {
    view.on(new Progress.Output("build", "\u001b[2J\u001b]0;title\u0007a\rb\u001b[1;31mred\u0007"));
    assertThat(typing.printed()).isEqualTo("         bred\n");
  }

  @Test
  void aStepThatEndsAtOnceWithoutAWordIsOneLine() {
    var step = Steps.action("build", "shell.run");
    view.on(new Progress.Began("build", step, "shell.run"));
    view.on(new Progress.Ends("build", step, Ended.succeeded(), Duration.ZERO));
    assertThat(typing.printed()).isEqualTo(" ok    build           shell.run\n");
  }

  @Test
  void aStepThatTakesLongerIsALineWhenItBegan() {
    var now = new AtomicReference<>(SOON);
    view = new RunView(new Console(typing.surroundings(now::get)));
    var step = Steps.action("build", "shell.run");
    view.on(new Progress.Began("build", step, "shell.run"));
    view.tick();
    assertThat(typing.printed()).isEmpty();
    now.set(SOON.plusSeconds(1));
    view.tick();
    assertThat(typing.printed()).isEqualTo(" >>    build           shell.run\n");
    view.on(new Progress.Ends("build", step, Ended.succeeded(), Duration.ofSeconds(1)));
    assertThat(typing.printed()).isEqualTo(" ok    build           1s\n");
  }

  @Test
  void whatIsGoingOnStandsBelowOnATerminal() {
    view = new RunView(typing.atTerminal(new ByteArrayInputStream(new byte[0])).console());
    view.on(new Progress.Began("build", Steps.action("build", "shell.run"), "shell.run"));
    assertThat(typing.printed()).contains("build 0s");
  }
}
