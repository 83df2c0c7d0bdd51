package dev.runbook.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.FakeCall;
import dev.runbook.action.Preview;
import dev.runbook.action.Secret;
import dev.runbook.ssh.client.Lab;
import dev.runbook.ssh.client.SshAgent;
import dev.runbook.ssh.client.Sshd;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands at a real sshd on several addresses of loopback. */
@Timeout(120)
class RunTest {
  private static final String SUDO =
      """
      #!/bin/sh
      # asks for a password as `sudo -S -H -p PROMPT -u USER -- COMMAND` does
      printf '%s' "$4" >&2; IFS= read -r given
      [ "$given" = "open sesame" ] || { printf '%s' "$4" >&2; read -r given || exit 1; }
      as=$6; shift 7; SUDO_AS=$as exec "$@"
      """;

  private static Fleet fleet;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Lab.needs(Sshd.PROGRAM, "apt-get install openssh-server");
    var bin = Files.createDirectories(folder.resolve("bin"));
    Files.writeString(bin.resolve("sudo"), SUDO);
    bin.resolve("sudo").toFile().setExecutable(true);
    fleet = new Fleet(folder, 4, "SetEnv SHLVL=1 PATH=" + bin + ":/usr/bin:/bin:/usr/sbin:/sbin");
  }

  @BeforeEach
  void begin() throws Exception {
    fleet.begin();
  }

  @AfterAll
  static void stop() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void allHostsAnswerEachForItself() throws Exception {
    var outputs = fleet.done(fleet.command("echo \"$SSH_CONNECTION\" | cut -d' ' -f3; echo e >&2"));

    assertThat(outputs.hosts())
        .extracting(HostOutput::host)
        .containsExactly(fleet.host(1), fleet.host(2), fleet.host(3), fleet.host(4));
    assertThat(outputs.hosts())
        .extracting(h -> h.stdout().text())
        .containsExactly("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4");
    assertThat(outputs.hosts()).allMatch(h -> h.stderr().text().equals("e"));
    assertThat(outputs.hosts()).allMatch(h -> Objects.equals(h.exitCode(), 0) && h.seconds() > 0);
    assertThat(outputs.failed()).isEmpty();
    assertThat(outputs.exitCode()).isNull();
    assertThat(fleet.call.lines()).contains(fleet.host(3) + ": 127.0.0.3", fleet.host(3) + ": e");
    assertThat(fleet.call.progressed()).contains("4 of 4 hosts");
  }

  @Test
  void aSessionServesAllStepsOfARun() throws Exception {
    fleet.done(fleet.command("true"));
    fleet.done(fleet.command("true"));

    assertThat(fleet.logins()).isEqualTo(4);
  }

  @Test
  void oneHostAlsoGivesItsExitCodeAndOutput() throws Exception {
    var outputs = fleet.done(one("printf 'a\\nb\\n'"));

    assertThat(outputs.exitCode()).isZero();
    assertThat(Fleet.stdout(outputs).text()).isEqualTo("a\nb");
    assertThat(fleet.call.lines()).containsExactly("a", "b");
  }

  @Test
  void aHostThatFailsNamesItselfAndTheOthersAreReported() throws Exception {
    var failed =
        fleet.failed(
            fleet.command("case $SSH_CONNECTION in *127.0.0.2*) echo full >&2; exit 3;; esac"));

    assertThat(failed.reason())
        .isEqualTo("1 of 4 hosts failed: " + fleet.host(2) + ": exit code 3: full");
    assertThat(failed.outputs().failed()).containsExactly(fleet.host(2));
    assertThat(failed.outputs().hosts())
        .extracting(HostOutput::exitCode)
        .containsExactly(0, 3, 0, 0);
  }

  @Test
  void aHostThatIsDownNamesItselfAndTheOthersAreReported() throws Exception {
    List<Object> hosts = List.of(fleet.host(1), "127.0.0.1:1");

    var failed = fleet.failed(Fleet.run(fleet.connection(), hosts, "true"));

    assertThat(failed.reason())
        .isEqualTo(
            "1 of 2 hosts failed: 127.0.0.1:1: cannot reach `"
                + fleet.sshd.user()
                + "@127.0.0.1:1` by SSH: Connection refused");
    assertThat(failed.outputs().hosts().get(1).exitCode()).isNull();
    assertThat(failed.outputs().hosts().get(0).exitCode()).isZero();
  }

  @Test
  void theOnlyHostThatIsDownIsAnAccident() {
    assertThatThrownBy(
            () -> Fleet.run(fleet.connection(), List.of("127.0.0.1:1"), "true").run(fleet.call))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("by SSH: Connection refused");
  }

  @Test
  void noBatchFollowsOneWithFailures() throws Exception {
    var failed =
        fleet.failed(
            rollout(
                "case $SSH_CONNECTION in *127.0.0.3*) exit 1;; esac", List.of("1", "50%"), null));

    assertThat(failed.reason())
        .isEqualTo("1 of 4 hosts failed: " + fleet.host(3) + ": exit code 1; 1 host not begun");
    assertThat(failed.outputs().not_begun()).containsExactly(fleet.host(4));
    assertThat(fleet.logins()).isEqualTo(3);
  }

  @Test
  void asManyHostsMayFailAsTheStepSays() throws Exception {
    var command = "case $SSH_CONNECTION in *127.0.0.[23]*) exit 1;; esac";

    assertThat(fleet.done(rollout(command, List.of("1"), "50%")).failed()).hasSize(2);
    assertThat(fleet.failed(rollout(command, List.of(), "1")).reason())
        .startsWith("2 of 4 hosts failed");
    assertThat(fleet.failed(rollout("exit 1", List.of("1"), "1")).outputs().not_begun()).hasSize(2);
  }

  @Test
  void environmentFolderAndInputReachTheCommandAndNoArgument() throws Exception {
    var run =
        new Run(
            fleet.connection(),
            List.of(fleet.host(1)),
            "pwd; printf '%s\\n' \"$A\" \"$B\"; cat; tr '\\0' ' ' < /proc/$$/cmdline >&2",
            "/tmp",
            Map.of("A", "it's\n\"$HOME\" \\n", "B", "top secret"),
            "in\nput",
            "false",
            1,
            List.of(),
            null);

    var host = fleet.done(run).hosts().get(0);

    assertThat(host.stdout().text()).isEqualTo("/tmp\nit's\n\"$HOME\" \\n\ntop secret\nin\nput");
    assertThat(host.stderr().text())
        .startsWith("/bin/sh -c IFS= read -r")
        .doesNotContain("secret", "cat");
  }

  @Test
  void aListIsAProgramAndItsArguments() throws Exception {
    var outputs = fleet.done(one(List.of("printf", "%s|", "a b", "$HOME", "it's", "")));

    assertThat(Fleet.stdout(outputs).text()).isEqualTo("a b|$HOME|it's||");
  }

  @Test
  void aFolderThatIsMissingIsAnAnswer() throws Exception {
    var run =
        new Run(
            fleet.connection(),
            List.of(fleet.host(1)),
            "echo no",
            "/missing",
            Map.of(),
            null,
            "false",
            1,
            List.of(),
            null);

    assertThat(fleet.failed(run).reason())
        .startsWith(fleet.host(1) + ": exit code 1: ")
        .contains("/missing");
    assertThat(fleet.call.lines()).doesNotContain("no");
  }

  @Test
  void aSignalIsAnExitCode() throws Exception {
    assertThat(fleet.failed(one("kill -KILL $$")).outputs().exitCode()).isEqualTo(137);
  }

  @Test
  void onlyTheEndOfALongOutputIsKept() throws Exception {
    var outputs = fleet.done(one("seq 1 400000"));

    assertThat(Fleet.stdout(outputs).cut()).isTrue();
    assertThat(Fleet.stdout(outputs).text())
        .endsWith("\n399999\n400000")
        .hasSizeBetween(65_000, 65_536);
    assertThat(fleet.call.lines()).hasSize(400_000);
  }

  @Test
  void sudoGetsItsPasswordFromNoArgument() throws Exception {
    var outputs = fleet.done(sudo("deploy", new Secret("open sesame")));

    assertThat(Fleet.stdout(outputs).text()).isEqualTo("deploy\ninput");
    assertThat(fleet.call.lines())
        .noneMatch(line -> line.contains("sesame") || line.contains("runbook-"));
  }

  @Test
  void sudoThatLetsNobodyInSaysWhatToDo() throws Exception {
    assertThat(fleet.failed(sudo("true", new Secret("wrong one"))).reason())
        .isEqualTo(fleet.host(1) + ": sudo does not accept `sudo_password` of the ssh connection");
    assertThat(fleet.failed(sudo("true", null)).reason())
        .isEqualTo(
            fleet.host(1)
                + ": sudo asks for a password: give `sudo_password` in the ssh connection");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void keysOfAllUsualKindsAreLetIn(String type) throws Exception {
    var key = fleet.sshd.key(type, "", type);
    fleet.sshd.authorize(key, "");

    assertThat(
            fleet.done(Fleet.run(fleet.with(key, null), List.of(fleet.host(1)), "true")).exitCode())
        .isZero();
  }

  @Test
  void theAgentsKeysAreOffered() throws Exception {
    try (var agent = new SshAgent()) {
      agent.add(fleet.key);

      assertThat(fleet.done(Fleet.run(fleet.with(null, null), fleet.hosts(), "true")).failed())
          .isEmpty();
    }
  }

  @Test
  void theConfigurationOfOpenSshKnowsTheHostTheUserTheKeyAndTheWay() throws Exception {
    var config = fleet.folder.resolve("config of OpenSSH");
    Files.writeString(
        config,
        """
        Host door
          HostName 127.0.0.1
        Host behind
          HostName 127.0.0.2
          ProxyJump door
        Host door behind
          Port %d
          User %s
          IdentityFile "%s"
        """
            .formatted(fleet.sshd.port(), fleet.sshd.user(), fleet.key));
    var connection =
        new SshConnection(
            List.of("behind"),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            fleet.folder.resolve("known_hosts"),
            false,
            config,
            Duration.ofSeconds(20));

    var outputs = fleet.done(Fleet.run(connection, null, "echo $SSH_CONNECTION"));

    assertThat(Fleet.stdout(outputs).text()).contains(" 127.0.0.2 ");
    assertThat(fleet.logins()).isEqualTo(2);
  }

  @Test
  void aJumpHostIsGoneThroughInOneSession() throws Exception {
    var connection = fleet.connection(fleet.key, null, List.of(fleet.host(1)), false);

    var outputs =
        fleet.done(
            Fleet.run(connection, List.of(fleet.host(2), fleet.host(3)), "echo $SSH_CONNECTION"));

    assertThat(outputs.failed()).isEmpty();
    assertThat(fleet.logins()).isEqualTo(3);
  }

  @Test
  void aNewHostIsTrustedAloudWhereTheConnectionSaysSo() throws Exception {
    Files.writeString(fleet.folder.resolve("known_hosts"), "");
    var hosts = List.<Object>of(fleet.host(1));

    assertThat(fleet.failed(Fleet.run(fleet.connection(), hosts, "true")).reason())
        .contains("is not in", "`accept_new: true` in the ssh connection");
    fleet.done(Fleet.run(fleet.connection(fleet.key, null, List.of(), true), hosts, "true"));

    assertThat(fleet.call.lines())
        .anyMatch(
            line ->
                line.startsWith(
                    "trusts `[127.0.0.1]:"
                        + fleet.sshd.port()
                        + "` from now on: added ssh-ed25519 SHA256:"));
  }

  @Test
  void aCancellationEndsAllThatRunsAtTheHosts() throws Exception {
    var mark = "600." + fleet.sshd.port();
    var begun = fleet.folder.resolve("begun");
    assertThat(new ProcessBuilder("mkfifo", begun.toString()).start().waitFor()).isZero();
    var run =
        fleet.command(
            "trap '' TERM; setsid sleep %1$s1 & sleep %1$s2 & echo >%2$s; wait"
                .formatted(mark, begun));
    var thread = Executors.newSingleThreadExecutor();
    try (var told = new RandomAccessFile(begun.toFile(), "rw")) {
      var running =
          thread.submit(
              () -> {
                var self = Thread.currentThread();
                fleet.call.cancellation().onRequest(self::interrupt);
                return run.run(fleet.call);
              });
      for (var host = 0; host < 4; host++) {
        assertThat(told.readLine()).isEmpty();
      }
      var start = System.nanoTime();

      fleet.call.cancellation().request();

      assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(processes(mark)).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aSessionThatWasLostIsOpenedAgain() throws Exception {
    fleet.done(one("true"));
    fleet.sshd.hangUp();

    assertThat(Fleet.stdout(fleet.done(one("echo back"))).text()).isEqualTo("back");
  }

  @Test
  void aSessionThatIsCutBeforeTheCommandHasBegunIsOpenedAgain() throws Exception {
    var ran = fleet.folder.resolve("ran");
    try (var relay = new Relay(fleet.sshd.port())) {
      Files.writeString(
          fleet.folder.resolve("known_hosts"),
          fleet.sshd.knownHost(1).replace(":" + fleet.sshd.port(), ":" + relay.port()));
      var command = "echo here | tee -a " + ran;
      var run = Fleet.run(fleet.connection(), List.of("127.0.0.1:" + relay.port()), command);
      fleet.done(run);
      relay.cutAtNextWord();

      assertThat(Fleet.stdout(fleet.done(run)).text()).isEqualTo("here");
    }
    assertThat(ran).hasContent("here\nhere\n");
    assertThat(fleet.logins()).isEqualTo(2);
  }

  @Test
  void aHostThatLetsASessionDoOneThingAtATimeGetsOneMore(@TempDir Path folder) throws Exception {
    var pipe = folder.resolve("pipe");
    var begun = folder.resolve("begun");
    assertThat(new ProcessBuilder("mkfifo", "" + pipe, "" + begun).start().waitFor()).isZero();
    var thread = Executors.newSingleThreadExecutor();
    try (var one = new Fleet(folder, 1, "MaxSessions 1");
        var told = new RandomAccessFile(begun.toFile(), "rw")) {
      var waiting =
          thread.submit(() -> one.done(one.command("echo >%s; cat %s".formatted(begun, pipe))));
      assertThat(told.readLine()).isEmpty();

      one.done(one.command("echo hello >" + pipe));

      assertThat(Fleet.stdout(waiting.get(20, TimeUnit.SECONDS)).text()).isEqualTo("hello");
      assertThat(one.logins()).isEqualTo(2);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void anEmptyListOfHostsIsNotAllThoseOfTheConnection() throws Exception {
    var empty = Fleet.run(fleet.connection(), List.of(), "true");

    assertThat(fleet.failed(empty).reason())
        .isEqualTo("there are no hosts: `hosts` of the step is an empty list; `when` skips a step");
    assertThat(empty.preview(fleet.call).text())
        .isEqualTo(
            "run true at no host: there are no hosts: `hosts` of the step is an empty list; `when` skips a step");
    assertThat(fleet.logins()).isZero();
    assertThat(fleet.done(Fleet.run(fleet.connection(), null, "true")).hosts()).hasSize(4);
  }

  @Test
  void aPreviewAsksNobodyUnlessItProbes() throws Exception {
    var run = fleet.command("reboot");

    assertThat(run.preview(fleet.call))
        .isEqualTo(
            Preview.unforeseen(
                "run reboot at 4 hosts: "
                    + String.join(", ", fleet.hosts().stream().map(String::valueOf).toList())));
    assertThat(fleet.logins()).isZero();
    try (var look = new FakeCall(fleet.folder).whileProbing()) {
      assertThat(run.preview(look).found()).containsExactly("can log in to 4 hosts");
      assertThat(
              Fleet.run(fleet.connection(), List.of(fleet.host(1), "127.0.0.1:1"), "x")
                  .preview(look)
                  .found())
          .singleElement()
          .asString()
          .startsWith("127.0.0.1:1: cannot reach");
    }
  }

  @Test
  void whatIsNoHostIsNamed() throws Exception {
    assertThat(reason(List.of("a:b")))
        .isEqualTo("`a:b` is not a host: write name, name:port or user@name:port");
    assertThat(reason(List.of(Map.of("host", "a", "ports", 1))))
        .isEqualTo("`ports` is no key of a host: write `host`, `user` or `port`");
    assertThat(reason(List.of(Map.of("user", "a")))).startsWith("a host without `host`");
    var nowhere = new Run(null, null, "true", null, Map.of(), null, "false", 1, List.of(), null);
    assertThat(fleet.failed(nowhere).reason()).startsWith("there are no hosts");
  }

  private String reason(List<Object> hosts) throws Exception {
    return fleet.failed(Fleet.run(fleet.connection(), hosts, "true")).reason();
  }

  private Run one(Object command) {
    return Fleet.run(fleet.connection(), List.of(fleet.host(1)), command);
  }

  private Run sudo(String user, @Nullable Secret password) {
    return new Run(
        fleet.with(fleet.key, password),
        List.of(fleet.host(1)),
        "echo $SUDO_AS; cat",
        null,
        Map.of(),
        "input",
        user,
        1,
        List.of(),
        null);
  }

  private Run rollout(String command, List<String> batches, @Nullable String maxFailures) {
    return new Run(
        fleet.connection(),
        fleet.hosts(),
        command,
        null,
        Map.of(),
        null,
        "false",
        1,
        batches,
        maxFailures);
  }

  private static long processes(String mark) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(p -> p.info().commandLine().orElse("").contains("sleep " + mark)).count();
    }
  }
}
