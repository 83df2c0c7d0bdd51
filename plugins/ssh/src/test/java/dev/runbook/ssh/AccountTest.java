package dev.runbook.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.action.Secret;
import dev.runbook.ssh.client.Account;
import dev.runbook.ssh.client.Lab;
import dev.runbook.ssh.client.Sshd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An account with a password, which sudo asks for too: OpenSSH's sshd, PAM and sudo. */
@Tag("once")
@Timeout(120)
class AccountTest {
  private static final String PASSWORD = "open 'sesame' $1";

  private static Account account;
  private static Fleet fleet;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Lab.needs(Sshd.PROGRAM, "apt-get install openssh-server");
    account = new Account(PASSWORD);
    fleet = new Fleet(folder.resolve("password"), 1, "PasswordAuthentication yes");
  }

  @BeforeEach
  void begin() throws Exception {
    fleet.begin();
  }

  @AfterAll
  static void stop() throws Exception {
    if (fleet != null) {
      fleet.close();
    }
    if (account != null) {
      account.close();
    }
  }

  @Test
  void aPasswordLogsIn() throws Exception {
    var outputs = fleet.done(Fleet.run(with(fleet, PASSWORD, null), null, "id -un"));

    assertThat(Fleet.stdout(outputs).text()).isEqualTo(account.name());
  }

  @Test
  void aPasswordIsTypedWhereTheHostAsksForIt(@TempDir Path folder) throws Exception {
    try (var asking = new Fleet(folder, 1, "UsePAM yes", "KbdInteractiveAuthentication yes")) {
      var outputs = asking.done(Fleet.run(with(asking, PASSWORD, null), null, "id -un"));

      assertThat(Fleet.stdout(outputs).text()).isEqualTo(account.name());
    }
  }

  @Test
  void aWrongPasswordIsRefusedAndNotShown() throws Exception {
    var failed = fleet.failed(Fleet.run(with(fleet, "a guess", null), null, "id -un"));

    assertThat(failed.reason())
        .contains("`" + account.name() + "@127.0.0.1:", "nor the password")
        .doesNotContain("a guess");
  }

  @Test
  void sudoTakesThePasswordOfTheConnection() throws Exception {
    var outputs = fleet.done(sudo("true", PASSWORD, "id -un; cat"));

    assertThat(Fleet.stdout(outputs).text()).isEqualTo("root\ninput");
    assertThat(fleet.call.lines()).noneMatch(line -> line.contains("sesame"));
    assertThat(Fleet.stdout(fleet.done(sudo("nobody", PASSWORD, "id -un"))).text())
        .isEqualTo("nobody");
  }

  @Test
  void sudoThatRefusesThePasswordSaysWhatToDo() throws Exception {
    assertThat(fleet.failed(sudo("true", "a guess", "true")).reason())
        .endsWith(": sudo does not accept `sudo_password` of the ssh connection");
    assertThat(fleet.failed(sudo("true", null, "true")).reason())
        .endsWith(": sudo asks for a password: give `sudo_password` in the ssh connection");
  }

  @Test
  void anExitCodeComesThroughSudo() throws Exception {
    var failed = fleet.failed(sudo("true", PASSWORD, "echo full >&2; exit 3"));

    assertThat(failed.outputs().exitCode()).isEqualTo(3);
    assertThat(failed.reason()).endsWith("exit code 3: full");
  }

  private static SshConnection with(Fleet fleet, String password, @Nullable String sudoPassword) {
    return new SshConnection(
        fleet.hosts(),
        account.name(),
        null,
        null,
        new Secret(password),
        sudoPassword == null ? null : new Secret(sudoPassword),
        List.of(),
        fleet.folder.resolve("known_hosts"),
        false,
        fleet.folder.resolve("ssh_config"),
        Duration.ofSeconds(20));
  }

  private static Run sudo(String user, @Nullable String password, String command) {
    return new Run(
        with(fleet, PASSWORD, password),
        null,
        command,
        null,
        Map.of(),
        "input",
        user,
        1,
        List.of(),
        null);
  }
}
