package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions that lie in a run's folder already. */
class DecidingTest {
  private static final Pattern YEAR = Pattern.compile("20\\d\\d-(?=\\d\\d-\\d\\dT)");

  @TempDir Path folder;

  @Test
  void oneThatIsTooLateToCountKeepsNobodyFromDeciding() throws IOException {
    var typing = new Typing(folder, folder.resolve("state"));
    var file = folder.resolve("asks.yaml");
    Files.writeString(
        file, "runbook: asks\nsteps:\n  - { id: g, gate: { ask: 'Go on?', timeout: 1d } }\n");
    assertThat(typing.type("run", file.toString()).code()).isEqualTo(3);
    var run = only(folder.resolve("state/runs"));
    var id = run.getFileName().toString();
    assertThat(typing.type("approve", id, "g").code()).isZero();

    var decision = only(run.resolve("decisions"));
    var text = Files.readString(decision);
    assertThat(typing.type("reject", id, "g").code()).isEqualTo(2);
    assertThat(typing.complained()).contains("`g` was decided by ", ": approve");

    Files.writeString(decision, YEAR.matcher(text).replaceAll("2999-"));
    assertThat(Files.readString(decision)).isNotEqualTo(text);
    assertThat(typing.type("reject", id, "g").code()).as(typing.complained()).isZero();
  }

  private static Path only(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.reduce((one, other) -> other).orElseThrow();
    }
  }
}
