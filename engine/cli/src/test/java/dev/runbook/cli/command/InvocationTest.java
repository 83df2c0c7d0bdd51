package dev.runbook.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.runbook.cli.Typing;
import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Outlet;
import dev.runbook.cli.console.Surroundings;
import java.io.FileOutputStream;
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

  @Test
  void whatCannotBePrintedIsNoSuccess() throws IOException {
    var typing = new Typing(folder, folder.resolve("state"));
    var around = typing.surroundings(InstantSource.system());
    var full = Path.of("/dev/full");
    assumeThat(full).exists();
    try (var sink = new FileOutputStream(full.toFile())) {
      var console =
          new Console(
              new Surroundings(
                  around.in(),
                  Outlet.of(sink),
                  around.err(),
                  around.terminals(),
                  around.environment(),
                  around.directory(),
                  around.clock()));
      assertThat(new Invocation(console).of(List.of("--version"))).isEqualTo(Exit.FAILED);
    }
    assertThat(typing.complained())
        .isEqualTo("error: standard output cannot be written: no space left on device\n");
  }

  @Test
  void whatOthersWroteCannotCommandTheTerminal() throws IOException {
    var typing = new Typing(folder, folder.resolve("state"));
    var evil =
        """
        runbook: evil
        inputs: { text: { type: string } }
        steps:
          - { id: a, assert: inputs.text == 'b', message: '${inputs.text}' }
        """;
    var file = Files.writeString(folder.resolve("evil.yaml"), evil);
    typing.type("run", file.toString(), "-i", "text=\u001b[2J\u001b]0;title\u0007said");
    assertThat(typing.complained()).contains("failed: said").doesNotContain("\u001b", "\u0007");
    var run = typing.printed().lines().findFirst().orElseThrow().replace("run ", "");
    typing.type("runs");
    typing.type("show", run);
    assertThat(typing.printed()).contains("a: said").doesNotContain("\u001b", "\u0007");
  }
}
