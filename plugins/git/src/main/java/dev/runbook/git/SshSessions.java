package dev.runbook.git;

import com.jcraft.jsch.ConfigRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.OpenSSHConfig;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SSH sessions of a run: one that was used waits for the next step that goes to the same host.
 * Safe for several threads; a session serves one at a time.
 */
final class SshSessions implements AutoCloseable {
  private final SshSettings settings;
  private final Map<Host, Deque<Session>> idle = new HashMap<>();

  SshSessions(SshSettings settings) {
    this.settings = settings;
  }

  /**
   * Where a session goes, as the URL says.
   *
   * @param port 0 or less where the URL says none
   */
  record Host(@Nullable String user, String name, int port) {}

  /** Returns a connected session for the only use of the caller. */
  Session take(Host host, Duration timeout) throws Refused, IOException {
    for (var found = next(host); found != null; found = next(host)) {
      if (found.isConnected()) {
        return found;
      }
    }
    return connect(host, timeout);
  }

  /** Takes a session back that may be used again. */
  synchronized void giveBack(Host host, Session session) {
    if (session.isConnected()) {
      idle.computeIfAbsent(host, h -> new ArrayDeque<>()).push(session);
    }
  }

  @Override
  public synchronized void close() {
    idle.values().forEach(sessions -> sessions.forEach(Session::disconnect));
    idle.clear();
  }

  private synchronized @Nullable Session next(Host host) {
    var sessions = idle.get(host);
    return sessions == null ? null : sessions.poll();
  }

  private Session connect(Host host, Duration timeout) throws Refused, IOException {
    var config = config(host.name());
    var keys = new SshKeys(settings, configuredKeys(config));
    try {
      var hosts = new KnownHosts(settings.knownHosts(), settings.acceptNew());
      var session = session(host, config);
      session.setHostKeyRepository(hosts);
      session.setIdentityRepository(keys);
      try {
        session.connect(Math.toIntExact(timeout.toMillis()));
        return session;
      } catch (JSchException e) {
        session.disconnect();
        throw failure(session, hosts, keys, e);
      }
    } catch (JSchException e) {
      throw new IOException("cannot set up SSH to `" + host.name() + "`: " + e.getMessage(), e);
    }
  }

  private Session session(Host host, ConfigRepository.Config config) throws JSchException {
    var user = host.user() != null ? host.user() : config.getUser();
    var name = config.getHostname() != null ? config.getHostname() : host.name();
    var port = host.port() > 0 ? host.port() : config.getPort() > 0 ? config.getPort() : 22;
    var session =
        new JSch().getSession(user == null ? System.getProperty("user.name") : user, name, port);
    var alias = config.getValue("HostKeyAlias");
    if (alias != null) {
      session.setHostKeyAlias(alias);
    }
    session.setConfig("StrictHostKeyChecking", "yes");
    session.setConfig("PreferredAuthentications", "publickey");
    session.setServerAliveInterval(15_000);
    session.setServerAliveCountMax(4);
    session.setDaemonThread(true);
    return session;
  }

  private ConfigRepository.Config config(String host) throws Refused, IOException {
    var file = settings.config();
    if (file == null) {
      return OpenSSHConfig.parse("").getConfig(host);
    }
    if (!Files.isReadable(file)) {
      throw new Refused("the SSH configuration " + file + " cannot be read");
    }
    return OpenSSHConfig.parseFile(file.toString()).getConfig(host);
  }

  private static List<Path> configuredKeys(ConfigRepository.Config config) {
    var keys = new ArrayList<Path>();
    var values = config.getValues("IdentityFile");
    for (var value : values == null ? new String[0] : values) {
      var plain = value.replace("\"", "");
      keys.add(
          plain.startsWith("~/")
              ? Path.of(System.getProperty("user.home"), plain.substring(2))
              : Path.of(plain));
    }
    return keys;
  }

  private static IOException failure(
      Session session, KnownHosts hosts, SshKeys keys, JSchException e) throws Refused {
    if (hosts.refusal() != null) {
      throw new Refused(hosts.refusal(), e);
    }
    var where = session.getUserName() + "@" + session.getHost() + ":" + session.getPort();
    var text = String.valueOf(e.getMessage());
    if (text.startsWith("Auth fail") || text.startsWith("Too many authentication")) {
      throw new Refused(
          "`"
              + where
              + "` does not accept "
              + keys.description()
              + ": give the right `key` in the git connection, or have its public half added there",
          e);
    }
    return new IOException("cannot reach `" + where + "` by SSH: " + reason(e), e);
  }

  private static String reason(JSchException e) {
    var cause = e.getCause();
    return cause != null && cause.getMessage() != null
        ? String.valueOf(cause.getMessage())
        : String.valueOf(e.getMessage());
  }
}
