package dev.runbook.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.action.Outcome;
import dev.runbook.action.Secret;
import dev.runbook.ssh.client.Lab;
import dev.runbook.ssh.client.Sshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Playbooks at hosts behind a real sshd. */
@Tag("once")
@Timeout(180)
class LoginTest {
  private static final String TRUE = "- { name: Do it, raw: 'true' }";

  @TempDir Path folder;
  private Site site;
  private Sshd sshd;
  private Path key;

  @BeforeEach
  void begin() throws Exception {
    Lab.needs(Sshd.PROGRAM, "apt-get install openssh-server");
    site = new Site(folder).at("fleet");
    sshd = new Sshd(folder.resolve("sshd"), 2);
    key = sshd.key("key", "");
    sshd.authorize(key, "");
    site.write("known_hosts", sshd.knownHost(1));
    site.write("fleet", "[web]\n" + Sshd.address(1) + "\n");
  }

  @AfterEach
  void end() throws Exception {
    sshd.close();
    assertThat(Site.leftovers()).isEmpty();
  }

  private AnsibleConnection connection(
      @Nullable Path key, @Nullable String text, int port, String... jump) {
    return new AnsibleConnection(
        sshd.user(),
        key,
        text == null ? null : new Secret(text),
        port,
        Path.of("known_hosts"),
        List.of(jump),
        null,
        null,
        null);
  }

  @Test
  void aHostIsLoggedInToWithTheConnectionsKey() throws Exception {
    site.with(connection(key, null, sshd.port()));
    assertThat(site.done(site.play(TRUE)).hosts())
        .containsExactly(new HostResult(Sshd.address(1), 1, 1, 0, 0, 0, 0, 0));
    assertThat(sshd.logins()).isPositive();
  }

  @Test
  void aSecretKeyIsLentByAnAgentThatEndsWithAnsible() throws Exception {
    var text = Files.readString(key).strip();
    Files.delete(key);
    site.with(connection(null, text, sshd.port()));
    var play =
        site.play(
            """
            - debug: { msg: "agent {{ lookup('env', 'SSH_AGENT_PID') }}" }
            - raw: 'true'
            """);
    try (var call = site.call()) {
      assertThat(play.run(call)).as("%s", call.lines()).isInstanceOf(Outcome.Done.class);
      assertThat(call.commands().get(0).arguments()).noneMatch(word -> word.contains("PRIVATE"));
      var agent = call.lines().stream().filter(line -> line.contains("agent ")).findFirst();
      var pid = Long.parseLong(agent.orElseThrow().replaceAll(".*agent ", ""));
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Test
  void aSecretThatIsNoKeyIsRefused() throws Exception {
    var play = site.with(connection(null, "no key at all", sshd.port())).play(TRUE);
    assertThat(site.failed(play).reason())
        .startsWith("the connection's `private_key` cannot be used: ")
        .endsWith("it must be the whole text of a private key without passphrase");
    assertThatThrownBy(() -> connection(key, "text", 22)).hasMessageContaining("leave one out");
  }

  @Test
  void aHostIsReachedThroughAnother() throws Exception {
    site.write("fleet", "[web]\n" + Sshd.address(2) + "\n");
    site.write("known_hosts", sshd.knownHost(1) + sshd.knownHost(2));
    var jump = Sshd.address(1) + ":" + sshd.port();
    site.with(connection(key, null, sshd.port(), jump));
    assertThat(site.done(site.play(TRUE)).changed()).isTrue();
    var odd = site.with(connection(key, null, sshd.port(), "-oProxyCommand=x")).play(TRUE);
    assertThat(site.failed(odd).reason()).contains("in the connection's `jump` is not a host");
  }

  @Test
  void anUnreachableHostIsNamedAndTheOthersGoOn() throws Exception {
    site.write("fleet", "[web]\n127.0.0.1\nlost ansible_host=127.0.0.1 ansible_port=1\n");
    site.with(connection(key, null, sshd.port()));
    var failed = site.failed(site.play(TRUE));
    assertThat(failed.reason())
        .startsWith("1 host unreachable: lost: ")
        .contains("Connection refused");
    assertThat(failed.outputs().hosts())
        .containsExactly(
            new HostResult(Sshd.address(1), 1, 1, 0, 0, 0, 0, 0),
            new HostResult("lost", 0, 0, 1, 0, 0, 0, 0));
  }

  @Test
  void aHostKeyThatIsNotKnownIsRefused() throws Exception {
    site.write("known_hosts", "");
    site.with(connection(key, null, sshd.port()));
    assertThat(site.failed(site.play(TRUE)).reason())
        .startsWith("1 host unreachable: " + Sshd.address(1))
        .contains(
            "Host key verification failed; compare the host's key and add it with `ssh-keyscan`");
    assertThat(sshd.logins()).isZero();
  }

  @Test
  void aKeyThatIsNotLetInIsSaid() throws Exception {
    site.with(connection(sshd.key("other", ""), null, sshd.port()));
    assertThat(site.failed(site.play(TRUE)).reason())
        .contains("Permission denied")
        .endsWith("check the connection's `user` and `key`");
    site.with(connection(Path.of("nothing"), null, sshd.port()));
    assertThat(site.failed(site.play(TRUE)).reason())
        .isEqualTo("the connection's `key`, " + folder.resolve("nothing") + ", cannot be read");
  }
}
