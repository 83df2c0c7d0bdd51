package dev.runbook.ssh.client;

import com.jcraft.jsch.ConfigRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host as the configuration knows it.
 *
 * @param alias what its key is known by; null for its name
 * @param keys that the configuration names
 * @param jumps that the configuration names
 */
record Target(
    String user,
    String name,
    int port,
    @Nullable String alias,
    List<Path> keys,
    List<Host> jumps,
    Alive alive) {

  /**
   * How a host shows that it is still there.
   *
   * @param milliseconds of silence, after which it is asked
   * @param times that it may leave in a row without an answer
   */
  record Alive(int milliseconds, int times) {
    private static final int MILLISECONDS = 15_000;
    private static final int TIMES = 4;

    /** The library has turned the seconds of the configuration into milliseconds. */
    static Alive of(ConfigRepository.Config config) {
      return new Alive(
          number(config.getValue("ServerAliveInterval"), MILLISECONDS),
          number(config.getValue("ServerAliveCountMax"), TIMES));
    }

    /** None at all, OpenSSH's usual, would wait for ever. */
    private static int number(@Nullable String value, int usual) {
      return value != null && value.matches("[1-9]\\d{0,7}") ? Integer.parseInt(value) : usual;
    }
  }

  static Target of(Host host, SshSettings settings, ConfigRepository.Config config) throws Refusal {
    var user = first(host.user(), settings.user(), config.getUser());
    return new Target(
        user == null ? System.getProperty("user.name") : user,
        config.getHostname() != null ? config.getHostname() : host.name(),
        host.port() > 0 ? host.port() : config.getPort() > 0 ? config.getPort() : 22,
        config.getValue("HostKeyAlias"),
        keys(config),
        jumps(config),
        Alive.of(config));
  }

  /** Returns a session that is not connected yet. */
  Session session(SshSettings settings) throws JSchException {
    var session = new JSch().getSession(user, name, port);
    if (alias != null) {
      session.setHostKeyAlias(alias);
    }
    session.setConfig("StrictHostKeyChecking", "yes");
    var password = settings.password();
    session.setConfig(
        "PreferredAuthentications",
        password == null ? "publickey" : "publickey,password,keyboard-interactive");
    if (password != null) {
      session.setPassword(password.value().getBytes(StandardCharsets.UTF_8));
    }
    session.setServerAliveInterval(alive.milliseconds());
    session.setServerAliveCountMax(alive.times());
    session.setDaemonThread(true);
    return session;
  }

  private static @Nullable String first(@Nullable String... candidates) {
    for (var each : candidates) {
      if (each != null) {
        return each;
      }
    }
    return null;
  }

  private static List<Path> keys(ConfigRepository.Config config) {
    var values = config.getValues("IdentityFile");
    return values == null ? List.of() : Arrays.stream(values).map(Target::path).toList();
  }

  private static Path path(String value) {
    var plain = value.replace("\"", "");
    return plain.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), plain.substring(2))
        : Path.of(plain);
  }

  private static List<Host> jumps(ConfigRepository.Config config) throws Refusal {
    var value = config.getValue("ProxyJump");
    if (value == null || value.equalsIgnoreCase("none")) {
      return List.of();
    }
    try {
      return Arrays.stream(value.split(",", -1)).map(String::strip).map(Host::of).toList();
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          Refusal.Of.SETTING, "ProxyJump of the SSH configuration: " + e.getMessage(), e);
    }
  }
}
