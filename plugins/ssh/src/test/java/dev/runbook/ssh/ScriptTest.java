package dev.runbook.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.ssh.client.Lab;
import dev.runbook.ssh.client.Sshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A script of this machine at a real sshd. */
@Timeout(120)
class ScriptTest {
  private Fleet fleet;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    Lab.needs(Sshd.PROGRAM, "apt-get install openssh-server");
    fleet = new Fleet(folder, 1);
  }

  @AfterEach
  void stop() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void itRunsWithItsInterpreterArgumentsAndInputAndLeavesNoFile() throws Exception {
    Files.writeString(
        fleet.folder.resolve("script"),
        """
        #!/usr/bin/env bash
        set -- "$@" "${BASH_VERSION:+bash}"
        printf '%s|' "$@"; cat
        echo "$0" >&2
        exit 4
        """);

    var failed = fleet.failed(script(List.of("a b", "it's")));

    var host = failed.outputs().hosts().get(0);
    assertThat(host.exitCode()).isEqualTo(4);
    assertThat(host.stdout().text()).isEqualTo("a b|it's|bash|input");
    assertThat(Path.of(host.stderr().text())).doesNotExist();
    assertThat(Path.of(host.stderr().text()).getParent()).doesNotExist();
  }

  @Test
  void aScriptThatIsMissingIsAnAnswer() throws Exception {
    assertThat(fleet.failed(script(List.of())).reason())
        .isEqualTo("the script script cannot be read");
  }

  private Script script(List<String> arguments) {
    return new Script(
        fleet.connection(),
        null,
        Path.of("script"),
        arguments,
        null,
        Map.of(),
        "input",
        "false",
        1,
        List.of(),
        null);
  }
}
