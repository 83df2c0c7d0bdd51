package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.runbook.action.Secret;
import dev.runbook.ssh.client.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRemoteTest {
  private Workshop shop;
  private Path remote;
  private HttpBackend server;

  @BeforeEach
  void serve(@TempDir Path folder) throws Exception {
    Lab.needs(HttpBackend.PROGRAM, "apt-get install git");
    shop = new Workshop(folder);
    remote = shop.remote("app");
    shop.git(remote, "config", "http.receivepack", "true");
    server = new HttpBackend(shop.path("remotes"));
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    shop.close();
  }

  @Test
  void cloneAndPush() throws Exception {
    var connection = connection(null, null);
    var outputs = shop.done(checkout(connection, "app"));
    assertThat(outputs.head()).isEqualTo(shop.git(remote, "rev-parse", "main"));
    var head = commit(connection);

    var pushed = shop.done(push(connection));

    assertThat(pushed.url()).isEqualTo(server.url() + "/app");
    assertThat(shop.git(remote, "rev-parse", "main", "v1^{commit}")).isEqualTo(head + "\n" + head);
    assertThat(shop.refs(shop.clone("app"), "refs/tags")).isEqualTo(shop.refs(remote, "refs/tags"));
    assertThat(shop.done(push(connection)).pushed()).isFalse();
    assertThat(server.logins()).isEmpty();
    shop.done(push(connection).undo(pushed).orElseThrow());
    assertThat(shop.git(remote, "rev-parse", "main")).isEqualTo(outputs.head());
    assertThat(shop.refs(remote, "refs/tags")).isEmpty();
  }

  @Test
  void aShallowCloneAndTagsWork() throws Exception {
    for (int i = 0; i < 4; i++) {
      shop.commit("app", "main", "README", i + "\n");
    }
    shop.git(remote, "tag", "app-20261123.9", "main");
    shop.git(remote, "tag", "app-20261123.10", "main");
    var connection = connection(null, null);

    shop.done(new Checkout(connection, "app", null, "main", null, 1, false, false, false));

    assertThat(shop.git(shop.clone("app"), "rev-list", "--count", "HEAD")).isEqualTo("1");
    assertThat(shop.done(new NextTag(connection, "app", null, "app-", "20261123")).tag())
        .isEqualTo("app-20261123.11");
  }

  @Test
  void aLoginIsGivenOnlyWhenAskedFor() throws Exception {
    server.protect("rita", "open sesame");

    shop.done(checkout(connection("rita", "open sesame"), "app"));

    assertThat(server.logins()).isNotEmpty();
    assertThat(shop.git(shop.clone("app"), "config", "--get-regexp", ".*"))
        .doesNotContain("sesame");
  }

  @Test
  void aTokenNeedsNoUser() throws Exception {
    server.protect("x-access-token", "token-123");
    var base = connection(null, null);
    var connection =
        new GitConnection(
            base.fetch(),
            null,
            base.checkouts(),
            base.author(),
            null,
            null,
            null,
            false,
            null,
            null,
            null,
            new Secret("token-123"),
            base.timeout());

    assertThat(shop.done(checkout(connection, "app")).changed()).isTrue();
  }

  @Test
  void aWrongPasswordIsAnAnswerAndIsTriedOnce() throws Exception {
    server.protect("rita", "open sesame");

    assertThat(shop.failed(checkout(connection("rita", "sesame open"), "app")))
        .isEqualTo(
            "`"
                + server.url()
                + "/app` does not accept the user and password, or token, of the git connection");
    assertThat(server.logins()).hasSize(1);
  }

  @Test
  void aMissingLoginIsExplained() throws Exception {
    server.protect("rita", "open sesame");

    assertThat(shop.failed(checkout(connection(null, null), "app")))
        .startsWith("`" + server.url() + "/app` wants a login: give `user` and `password`");
  }

  @Test
  void thePasswordIsNotGivenToOtherServers() throws Exception {
    var other = new HttpBackend(shop.path("remotes"));
    try {
      other.protect("rita", "open sesame");
      var from = new From(other.url() + "/app", "main");
      var checkout =
          new Checkout(
              connection("rita", "open sesame"),
              "app",
              null,
              null,
              from,
              null,
              false,
              false,
              false);

      assertThat(shop.failed(checkout)).startsWith("`" + other.url() + "/app` wants a login");
      assertThat(other.logins()).isEmpty();
    } finally {
      other.stop();
    }
  }

  @Test
  void anUnknownRepositoryIsAnAnswer() throws Exception {
    assertThat(shop.failed(checkout(connection(null, null), "none")))
        .isEqualTo("there is no repository `" + server.url() + "/none`, or it is not open to you");
  }

  @Test
  void aPushThatIsNotAllowedIsAnAnswer() throws Exception {
    var connection = connection(null, null);
    shop.done(checkout(connection, "app"));
    commit(connection);
    shop.git(remote, "config", "http.receivepack", "false");

    assertThat(shop.failed(push(connection)))
        .isEqualTo("`" + server.url() + "/app` is not open to you for this");
  }

  @Test
  void aLostLeaseIsNotPushedOver() throws Exception {
    var connection = connection(null, null);
    shop.done(checkout(connection, "app"));
    commit(connection);
    var theirs = shop.commit("app", "main", "theirs", "theirs\n");

    assertThat(shop.failed(push(connection)))
        .startsWith("`main` on the remote is " + theirs.substring(0, 7) + ", not ");
    assertThat(shop.git(remote, "rev-parse", "main")).isEqualTo(theirs);
  }

  @Test
  void aServerThatIsDownIsAnAccident() {
    server.stop();

    assertThatThrownBy(() -> shop.done(checkout(connection(null, null), "app")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no answer of use from `" + server.url() + "/app`: ")
        .hasMessageContaining("efused");
  }

  @ParameterizedTest
  @CsvSource({
    "500, oops, 500 Internal Server Error",
    "503, oops, 503 Service Unavailable",
    "200, <html>log in</html>, 'what answers there is no git repository: a wrong address, or a page"
        + " to log in?'",
  })
  void aServerThatAnswersSomethingElseIsAnAccident(int status, String body, String reason)
      throws Exception {
    var other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          var page = body.repeat(1000).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(status, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    try {
      var url = "http://127.0.0.1:" + other.getAddress().getPort() + "/app";
      assertThatThrownBy(
              () ->
                  shop.done(
                      new Checkout(
                          null,
                          null,
                          Path.of("mine"),
                          null,
                          new From(url, "main"),
                          null,
                          false,
                          false,
                          false)))
          .isInstanceOf(IOException.class)
          .hasMessage("no answer of use from `" + url + "`: " + reason);
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aServerThatIsSilentIsAnAccident() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var base = connection(null, null);
      var connection =
          new GitConnection(
              "http://127.0.0.1:" + silent.getLocalPort(),
              null,
              base.checkouts(),
              base.author(),
              null,
              null,
              null,
              false,
              null,
              null,
              null,
              null,
              Duration.ofSeconds(1));

      assertThatThrownBy(() -> shop.done(checkout(connection, "app")))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("it was silent for too long");
    }
  }

  private GitConnection connection(@Nullable String user, @Nullable String password) {
    return shop.connection(server.url(), user, password);
  }

  private static Checkout checkout(GitConnection connection, String repository) {
    return new Checkout(connection, repository, null, "main", null, null, false, false, false);
  }

  private static Push push(GitConnection connection) {
    return new Push(connection, "app", null, "main", "HEAD", "v1", false, List.of(), List.of());
  }

  private String commit(GitConnection connection) throws Exception {
    Files.writeString(shop.clone("app").resolve("README"), "work\n");
    return shop.done(new Commit(connection, "app", null, "work", List.of(), null, false)).head();
  }
}
