package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests in whole runs, to a real server: health checks, retries, crashes. */
@Timeout(120)
class HttpRunTest {
  private static final int STARTING = 503;

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int healthyFrom = Integer.MAX_VALUE;
  private HttpServer server;
  private Child child = Child.NONE;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/health", this::health);
    server.createContext("/hang", exchange -> asked.incrementAndGet());
    server.start();
  }

  private void health(HttpExchange exchange) throws IOException {
    var status = asked.incrementAndGet() >= healthyFrom ? 200 : STARTING;
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @AfterEach
  void end() {
    child.end();
    server.stop(0);
    threads.shutdownNow();
  }

  private String runbook(String step) throws IOException {
    var text =
        "runbook: up\nconnections:\n  api: { type: http, url: 'http://127.0.0.1:%d' }\nsteps:\n%s";
    var file = folder.resolve("up.yaml");
    Files.writeString(file, text.formatted(server.getAddress().getPort(), step.indent(2)));
    return file.toString();
  }

  private static final String UNTIL_HEALTHY =
      """
      - id: up
        action: http.request
        with: { path: /health }
        until: output.status == 200
        every: 50ms
      """;

  @Test
  void aHealthCheckWaitsAServerOut() throws Exception {
    healthyFrom = 4;
    var typing = new Typing(folder, folder.resolve("state"));
    assertThat(typing.type("run", runbook(UNTIL_HEALTHY)).code()).as(typing.complained()).isZero();
    assertThat(asked).hasValue(4);
  }

  @Test
  void aHealthCheckGoesOnAfterACrash() throws Exception {
    child = Child.start(folder, List.of(), "run", runbook(UNTIL_HEALTHY));
    child.awaitOut("503");
    child.signal("KILL");
    child.exit();
    healthyFrom = 0;
    child = Child.start(folder, List.of(), "resume");
    assertThat(child.exit()).as(child.all()).isZero();
  }

  @Test
  void onlyAccidentsMayBeRetried() throws Exception {
    healthyFrom = 3;
    var typing = new Typing(folder, folder.resolve("state"));
    var step =
        """
        - id: up
          action: http.request
          with: { path: %s }
          retry: { attempts: 5, delay: 10ms, if: error.kind == 'accident' }
        """;
    assertThat(typing.type("run", runbook(step.formatted("/health"))).code()).isZero();
    assertThat(asked).hasValue(3);
    assertThat(typing.type("run", runbook(step.formatted("/none"))).code()).isEqualTo(1);
    assertThat(typing.complained()).contains("answered 404");
  }

  @Test
  void aPostThatWasCutOffIsNotSentAgain() throws Exception {
    var post = "- { id: hook, action: http.request, with: { path: /hang, method: post } }";
    child = Child.start(folder, List.of(), "run", runbook(post));
    while (asked.get() == 0) {
      Thread.onSpinWait();
    }
    child.signal("KILL");
    child.exit();
    child = Child.start(folder, List.of(), "resume");
    assertThat(child.exit()).as(child.all()).isEqualTo(3);
    assertThat(asked).hasValue(1);
  }
}
