package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.console.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that do not want to end, and every way in which a run can leave them. */
@Tag("once")
class LeftBehindTest {
  @TempDir Path folder;
  private final List<Left> all = new ArrayList<>();

  @AfterEach
  void end() {
    all.forEach(Left::end);
  }

  /** All at the same time: the stubborn ones take five seconds each way. */
  @Test
  void noWayOutLeavesAProcess() throws Exception {
    for (var way : Way.values()) {
      all.add(new Left(way, Files.createDirectory(folder.resolve(way.name()))));
    }
    for (var left : all) {
      left.awaitPrograms();
    }
    for (var left : all) {
      left.leave();
    }
    for (var left : all) {
      left.isOver();
    }
  }

  private enum Way {
    TIMEOUT(1),
    CANCEL(1),
    INTERRUPT(130),
    TERMINATION(143),
    HANG_UP(129),
    KILL_AND_RESUME(0),
    KILL_AND_CANCEL(0);

    private final int exit;

    Way(int exit) {
      this.exit = exit;
    }
  }

  /** A run whose programs are on their way. */
  private static final class Left {
    /** Each says by a file that it is on its way. */
    private static final Map<String, String> PROGRAMS =
        Map.of(
            "plain",
            "touch on-plain; exec sleep 600",
            "stubborn",
            "trap '' TERM INT HUP; touch on-stubborn; while :; do sleep 1; done",
            "daemon",
            "(setsid sh -c 'touch on-daemon; exec sleep 600' >/dev/null 2>&1 &); exec sleep 600",
            "heir",
            "setsid sh -c 'trap \"\" TERM; touch on-heir; while :; do sleep 1; done' &",
            "holder",
            "sleep 600 & setsid sleep 600 & touch on-holder; exec sleep 600",
            "bomb",
            "two() { test $1 = 0 || { two $(($1 - 1)) & two $(($1 - 1)) & }; sleep 600; }\n"
                + "two 4 & touch on-bomb; while :; do sleep 0.3 & sleep 0.02; done");

    /** Once there is a file {@code enough}, it does nothing. */
    private static final String STEP =
        """
        - id: %s
          on_resume: rerun
          action: shell.run
          with:
            command: |
              test -e enough && exit
              %s
        """;

    private final Way way;
    private final Path folder;
    private final Typing operator;
    private Child child;

    Left(Way way, Path folder) throws IOException {
      this.way = way;
      this.folder = folder;
      this.operator = new Typing(folder, folder.resolve("state"));
      var timeout = way == Way.TIMEOUT ? "4s" : "1h";
      var text = new StringBuilder("runbook: left\ndefaults: { timeout: " + timeout + " }\n");
      text.append("steps:\n- id: all\n  parallel: true\n  steps:\n");
      PROGRAMS.forEach(
          (id, program) ->
              text.append(STEP.formatted(id, program.replace("\n", "\n      ")).indent(4)));
      Files.writeString(folder.resolve("r.yaml"), text);
      // with a process group of its own, as a shell gives to what is typed at a terminal
      this.child = Child.within(folder, List.of("setsid"), "run", "r.yaml");
    }

    void awaitPrograms() throws InterruptedException {
      for (var program : PROGRAMS.keySet()) {
        child.awaitFile(folder.resolve("on-" + program));
      }
    }

    void leave() throws Exception {
      var run = child.run();
      switch (way) {
        case TIMEOUT -> {}
        case CANCEL -> assertThat(operator.type("cancel", run)).isEqualTo(Exit.SUCCEEDED);
        case INTERRUPT -> {
          child.signalGroup("INT");
          child.awaitOut("still running: ");
          child.signalGroup("INT");
        }
        case TERMINATION -> child.signalGroup("TERM");
        case HANG_UP -> child.signalGroup("HUP");
        case KILL_AND_RESUME -> {
          kill();
          Files.createFile(folder.resolve("enough"));
          child = Child.start(folder, List.of(), "resume", run);
        }
        case KILL_AND_CANCEL -> {
          kill();
          child = Child.start(folder, List.of(), "cancel", run);
        }
      }
    }

    private void kill() throws Exception {
      child.signal("KILL");
      assertThat(child.exit()).isEqualTo(137);
      assertThat(Child.marked(folder).alive()).as("what is left").isNotEmpty();
    }

    void isOver() throws Exception {
      assertThat(child.exit()).as("%s\n%s", way, child.all()).isEqualTo(way.exit);
      assertThat(Child.marked(folder).alive()).as("%s\n%s", way, child.all()).isEmpty();
      assertThat(operator.type("verify", child.run())).isEqualTo(Exit.SUCCEEDED);
    }

    void end() {
      child.end();
      Child.marked(folder).end();
    }
  }
}
