package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Playbooks in a run, with the real ansible: while they run, and where they are cut off. */
@Tag("once")
class AnsibleRunTest {
  private static final String SECRET = "hunter2hunter2";

  @TempDir Path folder;
  private Path temporary;
  private Child child = Child.NONE;

  @BeforeEach
  void aPlaybookThatWaits() throws Exception {
    var ansible = Path.of("/usr/bin/ansible-playbook");
    if (System.getenv("CI") == null) {
      assumeThat(ansible).as("ansible is there").isExecutable();
    }
    temporary = Files.createDirectory(folder.resolve("temporary"));
    Files.writeString(folder.resolve("token"), SECRET + "\n");
    Files.writeString(
        folder.resolve("site.yml"),
        """
        - hosts: all
          gather_facts: false
          tasks:
            - debug: { msg: 'begun with {{ token }}' }
            - name: Wait
              shell: test -e flag || read go < go
              args: { chdir: '{{ playbook_dir }}' }
        """);
    assertThat(new ProcessBuilder("mkfifo", folder.resolve("go").toString()).start().waitFor())
        .isZero();
  }

  @AfterEach
  void endTheChild() {
    child.end();
  }

  private void start(String... words) throws IOException {
    child = Child.start(folder, List.of("-Djava.io.tmpdir=" + temporary), words);
  }

  private String runbook(String setting) throws IOException {
    var file = folder.resolve("r.yaml");
    Files.writeString(
        file,
        """
        runbook: r
        secrets:
          token: { file: token }
        steps:
          - id: play
            %s
            action: ansible.playbook
            with:
              playbook: site.yml
              inventory: ['web1,']
              extra_vars: { token: '${secrets.token}', ansible_connection: local }
              vault: '${secrets.token}'
          - { id: done, action: log.print, with: { message: '${steps.play.outputs.hosts[0].ok} tasks' } }
        """
            .formatted(setting));
    return file.toString();
  }

  @Test
  void aTaskIsShownAsItHappensWithoutItsSecret() throws Exception {
    start("run", runbook("timeout: 5m"));
    child.awaitOut("  web1: ok: begun with ***");
    Files.writeString(folder.resolve("go"), "on\n");
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).contains("  web1: changed", "2 tasks");
    assertThat(temporary).isEmptyDirectory();
    assertThatNothingHoldsTheSecret();
  }

  @Test
  void aTimeoutEndsAllOfIt() throws Exception {
    start("run", runbook("timeout: 3s"));
    assertThat(child.exit()).isEqualTo(1);
    assertThat(child.all()).contains("3s");
    assertThat(temporary).isEmptyDirectory();
    assertThatNothingHoldsTheSecret();
  }

  @Test
  void oneThatWasCutOffLeavesNoSecretAndIsRunAgainWhereAPersonSaysSo() throws Exception {
    start("run", runbook("timeout: 5m"));
    child.awaitOut("  web1: ok: begun");
    var run = child.out().lines().findFirst().orElseThrow().replace("run ", "");
    child.signal("KILL");
    assertThat(child.exit()).isEqualTo(137);
    assertThatNothingHoldsTheSecret();

    start("resume", run);
    assertThat(child.exit()).as(child.all()).isEqualTo(3);
    Files.createFile(folder.resolve("flag"));
    start("decide", run, "play", "--as", "rerun");
    assertThat(child.exit()).as(child.all()).isZero();
    start("resume", run);
    assertThat(child.exit()).as(child.all()).isZero();
    assertThat(child.out()).contains("2 tasks");
    assertThat(temporary).isEmptyDirectory();
  }

  private void assertThatNothingHoldsTheSecret() throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text.contains(SECRET)).as("%s", file).isEqualTo(file.endsWith("token"));
      }
    }
  }
}
