package dev.runbook.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.runbook.ssh.client.Lab;
import dev.runbook.ssh.client.Sshd;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that hang up or go silent while a command runs there: a real sshd, ended or stopped. */
@Timeout(60)
class LostHostTest {
  private static final String LOST = "the connection to `%s` was lost; the command may go on there";

  @TempDir Path folder;
  private Fleet fleet;

  @BeforeEach
  void start() throws Exception {
    Lab.needs(Sshd.PROGRAM, "apt-get install openssh-server");
    fleet = new Fleet(folder, 2);
    Sshd.run("mkfifo", folder.resolve("begun").toString());
    Files.writeString(
        folder.resolve("ssh_config"), "ServerAliveInterval 1\nServerAliveCountMax 2\n");
  }

  @AfterEach
  void stop() {
    if (fleet != null) {
      fleet.close();
    }
  }

  private interface Trouble {
    Closeable begin() throws Exception;
  }

  /** Returns the answer to a command that had begun at so many hosts when something happened. */
  private CommandOutputs during(Run run, int hosts, Trouble trouble) throws Exception {
    var thread = Executors.newSingleThreadExecutor();
    try (var told = new RandomAccessFile(folder.resolve("begun").toFile(), "rw")) {
      Callable<CommandOutputs> answer =
          () -> hosts == 1 ? fleet.done(run) : fleet.failed(run).outputs();
      var running = thread.submit(answer);
      for (var host = 0; host < hosts; host++) {
        assertThat(told.readLine()).isEmpty();
      }
      var over = trouble.begin();
      try {
        return running.get(30, TimeUnit.SECONDS);
      } finally {
        over.close();
      }
    } finally {
      thread.shutdownNow();
    }
  }

  private String command() {
    return "echo once >> %1$s/ran; echo > %1$s/begun; exec sleep 60.%2$d"
        .formatted(folder, fleet.sshd.port());
  }

  private Closeable hangUp() {
    fleet.sshd.hangUp();
    return () -> {};
  }

  @Test
  void aHostThatHangsUpInsideACommandIsAnAccidentAndTheCommandIsNotBegunAgain() {
    var run = Fleet.run(fleet.connection(), List.of(fleet.host(1)), command());

    assertThatThrownBy(() -> during(run, 1, this::hangUp))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageEndingWith(LOST.formatted("127.0.0.1"));
    assertThat(folder.resolve("ran")).hasContent("once\n");
  }

  @Test
  void ofSeveralHostsThatHangUpEachIsNamed() throws Exception {
    var outputs = during(fleet.command(command()), 2, this::hangUp);

    assertThat(outputs.hosts())
        .extracting(HostOutput::host, HostOutput::exitCode, HostOutput::reason)
        .containsExactly(
            tuple(fleet.host(1), null, LOST.formatted("127.0.0.1")),
            tuple(fleet.host(2), null, LOST.formatted("127.0.0.2")));
  }

  @Test
  void aHostThatGoesSilentInsideACommandIsMissedByItsSignsOfLife() {
    var run = Fleet.run(fleet.connection(), List.of(fleet.host(1)), command());

    assertThatThrownBy(() -> during(run, 1, fleet.sshd::freeze))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageEndingWith(LOST.formatted("127.0.0.1"));
    assertThat(folder.resolve("ran")).hasContent("once\n");
  }

  @Test
  void aHostBehindAnotherThatGoesSilentInsideACommandIsMissedToo() throws Exception {
    try (var far = new Sshd(folder.resolve("far"), 1)) {
      far.authorize(fleet.key, "");
      var known = folder.resolve("known_hosts");
      Files.writeString(known, Files.readString(known) + far.knownHost(1));
      var connection = fleet.connection(fleet.key, null, List.of(fleet.host(1)), false);
      var run = Fleet.run(connection, List.of("127.0.0.1:" + far.port()), command());

      assertThatThrownBy(() -> during(run, 1, far::freeze))
          .hasCauseInstanceOf(IOException.class)
          .hasMessageEndingWith(LOST.formatted("127.0.0.1"));
    }
  }

  @Test
  void aHostBehindAnotherThatIsSilentFromTheStartIsGivenUpAfterTheTimeout() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var usual = fleet.connection();
      var connection =
          new SshConnection(
              List.of("127.0.0.1:" + silent.getLocalPort()),
              usual.user(),
              usual.key(),
              null,
              null,
              null,
              List.of(fleet.host(1)),
              usual.known_hosts(),
              false,
              usual.ssh_config(),
              Duration.ofSeconds(2));

      assertThatThrownBy(() -> Fleet.run(connection, null, "true").run(fleet.call))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("it was silent for too long");
    }
  }
}
