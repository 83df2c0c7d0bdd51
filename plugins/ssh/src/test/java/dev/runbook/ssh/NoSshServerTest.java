package dev.runbook.ssh;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.FakeCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hangs up before anybody is logged in. */
@Timeout(60)
class NoSshServerTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                       | it hung up before it said that it speaks SSH; is it the right port, and not too many at once (MaxStartups)?
          HTTP/1.1 400 Bad Request | it hung up before it said that it speaks SSH; is it the right port, and not too many at once (MaxStartups)?
          SSH-2.0-OpenSSH_9.2      | it hung up before anybody was logged in; its log says why
          """)
  void whatHangsUpIsAnAccidentThatSaysWhen(String said, String reason) throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var call = new FakeCall(folder)) {
      var thread = new Thread(() -> answer(server, said), "no ssh");
      thread.setDaemon(true);
      thread.start();
      var host = "rita@127.0.0.1:" + server.getLocalPort();
      var run = Fleet.run(connection(), List.of(host), "true");

      assertThatThrownBy(() -> run.run(call))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot reach `" + host + "` by SSH: " + reason);
    }
  }

  /** It hears the client out first, or its end would be a reset. */
  private static void answer(ServerSocket server, String said) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write((said + "\r\n").getBytes(StandardCharsets.UTF_8));
      if (said.startsWith("SSH-")) {
        new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
            .readLine();
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  private SshConnection connection() {
    return new SshConnection(
        List.of(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        folder.resolve("known_hosts"),
        false,
        null,
        Duration.ofSeconds(20));
  }
}
