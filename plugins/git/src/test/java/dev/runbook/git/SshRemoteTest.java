package dev.runbook.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Secret;
import dev.runbook.ssh.client.Lab;
import dev.runbook.ssh.client.SshAgent;
import dev.runbook.ssh.client.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real sshd on loopback. */
@Timeout(60)
@Tag("once")
class SshRemoteTest {
  private Workshop shop;
  private Path remote;
  private Sshd sshd;
  private Path key;

  @BeforeEach
  void serve(@TempDir Path folder) throws Exception {
    Lab.needs(Sshd.PROGRAM, "apt-get install openssh-server");
    shop = new Workshop(folder);
    remote = shop.remote("app");
    sshd = new Sshd(folder.resolve("sshd"));
    key = sshd.key("key", "");
    sshd.authorize(key, "");
    Files.writeString(shop.path("known_hosts"), sshd.knownHost());
  }

  @AfterEach
  void stop() throws Exception {
    if (sshd != null) {
      shop.close();
      sshd.close();
    }
  }

  @Test
  void cloneAndPushAndUndoInOneSession() throws Exception {
    var refs = shop.refs(remote, "refs/");
    var connection = connection(key);
    var outputs = shop.done(checkout(connection));
    Files.writeString(shop.clone("app").resolve("README"), "work\n");
    var commit = new Commit(connection, "app", null, "work", List.of(), null, false);
    var head = shop.done(commit).head();
    var push = new Push(connection, "app", null, "main", "HEAD", "v1", false, List.of(), List.of());

    var pushed = shop.done(push);

    assertThat(outputs.head()).isEqualTo(pushed.before());
    assertThat(shop.git(remote, "rev-parse", "main", "v1^{commit}")).isEqualTo(head + "\n" + head);
    assertThat(shop.git(remote, "fsck", "--strict")).isEmpty();
    assertThat(shop.done(push).pushed()).isFalse();
    shop.done(push.undo(pushed).orElseThrow());
    assertThat(shop.refs(remote, "refs/")).isEqualTo(refs);
    assertThat(sshd.logins()).isEqualTo(1);
  }

  @Test
  void aPushThatWasCutOffAfterItArrivedIsFound() throws Exception {
    var connection = connection(key);
    shop.done(checkout(connection));
    Files.writeString(shop.clone("app").resolve("README"), "work\n");
    shop.done(new Commit(connection, "app", null, "work", List.of(), null, false));
    var push = new Push(connection, "app", null, "main", "HEAD", "v1", false, List.of(), List.of());
    try (var first = shop.call();
        var second = shop.call()) {
      var planned = (Outcome.NotYet<Push.Outputs>) push.run(first);
      var arrived = push.run(first.withToken(planned.token()));
      var refs = shop.refs(remote, "refs/");

      assertThat(push.run(second.withToken(planned.token()).afterCutOff())).isEqualTo(arrived);
      assertThat(shop.refs(remote, "refs/")).isEqualTo(refs);
    }
  }

  @Test
  void aHostNeverSeenIsRefused() throws Exception {
    Files.delete(shop.path("known_hosts"));

    assertThat(shop.failed(checkout(connection(key))))
        .startsWith("the host key of `" + host() + "` is not in " + shop.path("known_hosts"))
        .contains(": it is ssh-ed25519 SHA256:", fingerprint())
        .endsWith(
            "; if that is right, type `ssh-keyscan -p "
                + sshd.port()
                + " 127.0.0.1 >> "
                + shop.path("known_hosts")
                + "`, or set `accept_new: true` in the git connection");
    assertThat(shop.path("known_hosts")).doesNotExist();
    assertThat(sshd.logins()).isZero();
  }

  @Test
  void aNewHostIsAcceptedWhereTheConnectionSaysSo() throws Exception {
    Files.delete(shop.path("known_hosts"));

    shop.done(checkout(connection(key, null, true)));

    assertThat(Files.readString(shop.path("known_hosts")))
        .startsWith("[127.0.0.1]:" + sshd.port() + " ssh-ed25519 ");
    assertThat(shop.done(checkout(connection(key))).changed()).isFalse();
  }

  @Test
  void aChangedHostKeyIsRefusedWhateverTheConnectionSays() throws Exception {
    sshd.changeHostKey();
    var known = Files.readString(shop.path("known_hosts"));

    for (var acceptNew : List.of(false, true)) {
      assertThat(shop.failed(checkout(connection(key, null, acceptNew))))
          .startsWith("the host key of `" + host() + "` is not the one in ")
          .contains("somebody may listen in", fingerprint())
          .endsWith(
              "type `ssh-keygen -f "
                  + shop.path("known_hosts")
                  + " -R '"
                  + host()
                  + "'` and add the new key");
    }
    assertThat(shop.path("known_hosts")).hasContent(known);
    assertThat(sshd.logins()).isZero();
  }

  @Test
  void aKeyThatIsNotLetInIsNamed() throws Exception {
    var stranger = sshd.key("stranger", "");

    assertThat(shop.failed(checkout(connection(stranger))))
        .isEqualTo(
            "`"
                + sshd.user()
                + "@127.0.0.1:"
                + sshd.port()
                + "` does not accept "
                + stranger
                + ": give the right `key` in the git connection, or have its public half added there");
  }

  @Test
  void aLockedKeyNeedsItsPassphrase() throws Exception {
    var locked = sshd.key("locked", "open sesame");
    sshd.authorize(locked, "");

    assertThat(shop.failed(checkout(connection(locked))))
        .startsWith("the SSH key " + locked + " needs a passphrase: give `passphrase` in the git")
        .endsWith("type `ssh-add " + locked + "`");
    assertThat(shop.done(checkout(connection(locked, new Secret("open sesame"), false))).changed())
        .isTrue();
  }

  @Test
  void theAgentsKeysAreOffered() throws Exception {
    try (var agent = new SshAgent()) {
      agent.add(key);

      assertThat(shop.done(checkout(connection(null))).changed()).isTrue();
    }
  }

  @Test
  void namesOfTheConfigurationAreKnown() throws Exception {
    Files.writeString(
        shop.path("ssh_config"),
        "Host lab\n  HostName 127.0.0.1\n  Port %d\n  User %s\n  IdentityFile %s\n"
            .formatted(sshd.port(), sshd.user(), key));
    var base = shop.connection();
    var connection =
        new GitConnection(
            "lab:" + shop.path("remotes"),
            null,
            base.checkouts(),
            base.author(),
            null,
            null,
            base.known_hosts(),
            false,
            base.ssh_config(),
            null,
            null,
            null,
            base.timeout());

    assertThat(shop.done(checkout(connection)).changed()).isTrue();
  }

  @Test
  void aConfigurationThatIsMissingIsNamed() throws Exception {
    Files.delete(shop.path("ssh_config"));

    assertThat(shop.failed(checkout(connection(key))))
        .isEqualTo("the SSH configuration " + shop.path("ssh_config") + " cannot be read");
  }

  @Test
  void anUnknownRepositoryIsAnAnswer() throws Exception {
    var connection = connection(key);

    assertThat(
            shop.failed(
                new Checkout(connection, "none", null, "main", null, null, false, false, false)))
        .isEqualTo(
            "there is no repository `"
                + sshd.url(shop.path("remotes"))
                + "/none`, or it is not open to you");
  }

  @Test
  void aServerThatIsDownIsAnAccident() throws Exception {
    sshd.close();

    assertThatThrownBy(() -> shop.done(checkout(connection(key))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "no answer of use from `"
                + sshd.url(shop.path("remotes"))
                + "/app`: Connection refused");
  }

  @Test
  void aServerThatIsSilentIsAnAccident() throws Exception {
    var slow = sshd.key("slow", "");
    sshd.authorize(slow, "command=\"sleep 60\"");
    var connection = connection(slow, Duration.ofSeconds(1));

    assertThatThrownBy(() -> shop.done(checkout(connection)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("it was silent for too long");
  }

  @Test
  void aCancellationEndsACallThatWaits() throws Exception {
    var slow = sshd.key("slow", "");
    sshd.authorize(slow, "command=\"sleep 60\"");
    var checkout = checkout(connection(slow));
    var thread = Executors.newSingleThreadExecutor();
    try (FakeCall call = shop.call()) {
      var running =
          thread.submit(
              () -> {
                call.cancellation().onRequest(Thread.currentThread()::interrupt);
                return checkout.run(call);
              });
      sshd.awaitLogin();
      var start = System.nanoTime();

      call.cancellation().request();

      assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    } finally {
      thread.shutdownNow();
    }
  }

  private String host() {
    return "[127.0.0.1]:" + sshd.port();
  }

  /** Returns the server's own word for its key. */
  private String fingerprint() throws Exception {
    var said = shop.path("fingerprint");
    var command =
        new ProcessBuilder("ssh-keygen", "-l", "-f", shop.path("sshd/host.pub").toString());
    assertThat(command.redirectOutput(said.toFile()).start().waitFor()).isZero();
    return Files.readString(said).split(" ", -1)[1];
  }

  private static Checkout checkout(GitConnection connection) {
    return new Checkout(connection, "app", null, "main", null, null, false, false, false);
  }

  private GitConnection connection(@Nullable Path key) {
    return connection(key, null, false);
  }

  private GitConnection connection(Path key, Duration timeout) {
    return connection(key, null, false, timeout);
  }

  private GitConnection connection(
      @Nullable Path key, @Nullable Secret passphrase, boolean acceptNew) {
    return connection(key, passphrase, acceptNew, shop.connection().timeout());
  }

  private GitConnection connection(
      @Nullable Path key, @Nullable Secret passphrase, boolean acceptNew, Duration timeout) {
    var base = shop.connection();
    return new GitConnection(
        sshd.url(shop.path("remotes")),
        null,
        base.checkouts(),
        base.author(),
        key,
        passphrase,
        base.known_hosts(),
        acceptNew,
        base.ssh_config(),
        null,
        null,
        null,
        timeout);
  }
}
