package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.runbook.action.Outcome;
import dev.runbook.ssh.client.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Git servers that break off, lose their answers, send on or cannot be trusted. */
class MisbehavingRemoteTest {
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPackThatIsCutIsAnAccidentAndTheCloneStaysAsItWas(boolean looksWhole) throws Exception {
    var checkout = checkout(shop.connection(server.url(), null, null));
    var before = shop.done(checkout).head();
    shop.commit("app", "main", "large", noise());
    server.cutLongAnswers(looksWhole);

    assertThatThrownBy(() -> shop.done(checkout))
        .isInstanceOf(IOException.class)
        .hasMessage("no answer of use from `" + server.url() + "/app`: it ended too early");
    assertThat(shop.git(shop.clone("app"), "rev-parse", "HEAD", "origin/main"))
        .isEqualTo(before + "\n" + before);
    server.behave();
    assertThat(shop.done(checkout).head()).isEqualTo(shop.git(remote, "rev-parse", "main"));
    assertThat(shop.git(shop.clone("app"), "fsck", "--full")).isEmpty();
  }

  @Test
  void aFirstCloneThatIsCutIsMadeByTheNextAttempt() throws Exception {
    shop.commit("app", "main", "large", noise());
    var checkout = checkout(shop.connection(server.url(), null, null));
    server.cutLongAnswers(false);

    assertThatThrownBy(() -> shop.done(checkout)).isInstanceOf(IOException.class);
    server.behave();
    assertThat(shop.done(checkout).head()).isEqualTo(shop.git(remote, "rev-parse", "main"));
  }

  @Test
  void aPushWhoseAnswerIsLostIsFoundByWhatItMoved() throws Exception {
    var connection = shop.connection(server.url(), null, null);
    shop.done(checkout(connection));
    Files.writeString(shop.clone("app").resolve("README"), "work\n");
    var head =
        shop.done(new Commit(connection, "app", null, "work", List.of(), null, false)).head();
    var push = new Push(connection, "app", null, "main", "HEAD", null, false, List.of(), List.of());
    var prepared = (Outcome.NotYet<Push.Outputs>) push.run(shop.call());
    server.loseAnswersToPushes();

    assertThatThrownBy(() -> push.run(shop.call().withToken(prepared.token())))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no answer of use from `" + server.url() + "/app`: ");
    server.behave();
    var outcome = push.run(shop.call().withToken(prepared.token()));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(((Outcome.Done<Push.Outputs>) outcome).outputs().pushed()).isTrue();
    assertThat(shop.git(remote, "rev-parse", "main")).isEqualTo(head);
  }

  @Test
  void whoAsksIsNotToldToAServerThatItIsSentOnTo() throws Exception {
    server.protect("rita", "open sesame");
    var other = new HttpBackend(shop.path("remotes"));
    try {
      server.sendOnTo(other.url());

      shop.done(checkout(shop.connection(server.url(), "rita", "open sesame")));

      assertThat(server.logins()).isNotEmpty();
      assertThat(other.logins()).isEmpty();
    } finally {
      other.stop();
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsAnAnswer() throws Exception {
    var secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    secure.start();
    try {
      var url = "https://127.0.0.1:" + secure.getAddress().getPort();

      assertThat(shop.failed(checkout(shop.connection(url, "rita", "open sesame"))))
          .isEqualTo(
              "the certificate of `"
                  + url
                  + "/app` is signed by nobody whom this Java trusts: `keytool -importcert -cacerts`"
                  + " adds who signed it");
    } finally {
      secure.stop(0);
    }
  }

  private SSLContext selfSigned() throws Exception {
    var file = shop.path("keys");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var words =
        "-genkeypair -keyalg EC -dname CN=127.0.0.1 -ext SAN=ip:127.0.0.1 -storepass sesame -keystore";
    var command = new ArrayList<>(List.of(keytool.toString()));
    command.addAll(List.of(words.split(" ")));
    command.add(file.toString());
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    var keys = KeyStore.getInstance(file.toFile(), "sesame".toCharArray());
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "sesame".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** What no pack makes short. */
  private static String noise() {
    var bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    return HexFormat.of().formatHex(bytes) + "\n";
  }

  private static Checkout checkout(GitConnection connection) {
    return new Checkout(connection, "app", null, "main", null, null, false, false, false);
  }
}
