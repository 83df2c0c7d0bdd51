package dev.runbook.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.runbook.action.FakeCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that begins to answer docker's command line and hangs up, or never answers. */
@Tag("once")
@Timeout(60)
class HungUpEngineTest {

  @BeforeEach
  void needsTheCommandLine() {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "docker"))),
        "docker's command line is not installed");
  }

  @Test
  void anEngineThatIsSilentIsWaitedForUntilTheStepIsCancelled(@TempDir Path folder)
      throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var call = new FakeCall(folder)) {
      var host = "tcp://127.0.0.1:" + silent.getLocalPort();
      var pull = new Pull(new DockerConnection(null, host, null, "docker"), "a:1", null);
      var pulling = new FutureTask<>(() -> pull.run(call));
      new Thread(pulling, "pull").start();
      try (var client = silent.accept()) {
        assertThat(client.getInputStream().read()).isPositive();
        call.cancellation().request();

        assertThatThrownBy(() -> pulling.get(20, TimeUnit.SECONDS))
            .hasCauseInstanceOf(InterruptedException.class);
      }
    }
  }

  @Test
  void anEngineThatHangsUpInTheMiddleIsAnAccident(@TempDir Path folder) throws Exception {
    var engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    engine.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var isPing = exchange.getRequestURI().getPath().equals("/_ping");
            exchange.getResponseHeaders().set("Api-Version", "1.44");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, isPing ? -1 : 1000);
            if (!isPing) {
              var begun = "{\"status\":\"Pulling\"}\n".getBytes(StandardCharsets.UTF_8);
              exchange.getResponseBody().write(begun);
              exchange.getResponseBody().flush();
            }
          }
        });
    engine.start();
    try (var call = new FakeCall(folder)) {
      var host = "tcp://127.0.0.1:" + engine.getAddress().getPort();
      var connection = new DockerConnection(null, host, null, "docker");
      assertThatThrownBy(() -> new Pull(connection, "a:1", null).run(call))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "the Docker engine at "
                  + host
                  + " hung up in the middle: it was stopped, or the way to it was cut off");
    } finally {
      engine.stop(0);
    }
  }
}
