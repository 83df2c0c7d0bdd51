package dev.runbook.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Typing;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvocationTest {
  private static final String HELLO = "src/test/resources/golden/cli/hello.yaml";
  private static final InstantSource BROKEN =
      () -> {
        throw new IllegalStateException("the clock stands still");
      };

  @TempDir Path folder;

  @Test
  void aBugSaysThatItIsOneAndAsksForAReport() {
    var typing = new Typing(folder, folder.resolve("state"));
    assertThat(new Invocation(broken(typing)).of(List.of("run", HELLO))).isEqualTo(Exit.FAILED);
    assertThat(typing.complained())
        .isEqualTo(
            """
            error: this is a bug of runbook: the clock stands still
              = hint: please report it, with what `--debug` shows and `runbook --version`
            """);
  }

  @Test
  void debugShowsWhereABugIs() {
    var typing = new Typing(folder, folder.resolve("state"));
    new Invocation(broken(typing)).of(List.of("run", HELLO, "--debug"));
    assertThat(typing.complained()).contains("this is a bug", "\tat dev.runbook.cli.");
  }

  private static Console broken(Typing typing) {
    return new Console(typing.surroundings(BROKEN));
  }

  @Test
  void runsAreKeptWhereTheEnvironmentSays() {
    var typing = new Typing(folder, Path.of(""));
    typing.with("HOME", folder.resolve("home").toString()).type("run", HELLO);
    assertThat(folder.resolve("home/.local/state/runbook/runs")).isDirectory();
    typing.with("XDG_STATE_HOME", folder.resolve("xdg").toString()).type("run", HELLO);
    assertThat(folder.resolve("xdg/runbook/runs")).isDirectory();
    typing.with("RUNBOOK_STATE", folder.resolve("named").toString()).type("run", HELLO);
    assertThat(folder.resolve("named/runs")).isDirectory();
    assertThat(typing.type("run", HELLO, "--state", "given")).isEqualTo(Exit.SUCCEEDED);
    assertThat(folder.resolve("given/runs")).isDirectory();
    assertThat(typing.complained()).isEmpty();
  }

  @Test
  void whatIsToBeTypedNextNamesTheSameStateFolder() throws IOException {
    var typing = new Typing(folder, Path.of(""));
    var failing =
        """
        runbook: failing
        inputs: { ready: { type: boolean, default: false } }
        steps: [{ id: ready, assert: inputs.ready }]
        """;
    var file = Files.writeString(folder.resolve("failing.yaml"), failing);
    typing.type("run", file.toString(), "--state", "my runs");
    assertThat(typing.printed())
        .as(typing.complained())
        .containsPattern("runbook resume \\S+ --state 'my runs'\n");
    assertThat(Files.exists(folder.resolve("my runs"))).isTrue();
  }
}
