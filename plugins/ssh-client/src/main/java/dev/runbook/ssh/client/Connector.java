package dev.runbook.ssh.client;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.runbook.action.Cancellation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions by the settings of a connection. What hosts have in common is read once: keys,
 * host keys, configuration; the sessions of jump hosts are shared. Safe for several threads.
 */
public final class Connector implements AutoCloseable {
  private final SshSettings settings;
  private final Common common;
  private final Map<List<Host>, Jump> jumps = new HashMap<>();

  public Connector(SshSettings settings) {
    this.settings = settings;
    this.common = new Common(settings);
  }

  /**
   * Returns a session that is logged in; closing it is up to the caller.
   *
   * @throws Refusal if trying again does not better it
   * @throws IOException if the host cannot be reached
   * @throws InterruptedException if the attempt was cancelled
   */
  public Session connect(Host host, Attempt attempt)
      throws Refusal, IOException, InterruptedException {
    var target = common.target(host);
    var path = settings.jumps().isEmpty() ? target.jumps() : settings.jumps();
    return connect(target, path, attempt);
  }

  @Override
  public synchronized void close() {
    jumps.values().forEach(Jump::close);
    jumps.clear();
  }

  private Session connect(Target target, List<Host> path, Attempt attempt)
      throws Refusal, IOException, InterruptedException {
    var keys = common.keys(target.keys());
    try {
      var hosts = new KnownHosts(common.knownHosts(), settings, attempt.lines());
      var session = target.session(settings);
      session.setHostKeyRepository(hosts);
      session.setIdentityRepository(keys);
      var door = path.isEmpty() ? new Door.Plain(attempt.milliseconds()) : jump(path).door(attempt);
      door.guard(session);
      var ending = ending(attempt.cancellation(), door);
      try {
        session.connect(attempt.milliseconds());
        return session;
      } catch (JSchException e) {
        session.disconnect();
        door.close();
        throw failure(new Failed(session, hosts, keys, e), attempt.cancellation());
      } finally {
        ending.close();
      }
    } catch (JSchException e) {
      throw new IOException("cannot set up SSH to `" + target.name() + "`: " + e.getMessage(), e);
    }
  }

  private synchronized Jump jump(List<Host> path) {
    return jumps.computeIfAbsent(path, Jump::new);
  }

  private static Cancellation.Registration ending(@Nullable Cancellation cancellation, Door door) {
    return cancellation == null ? () -> {} : cancellation.onRequest(door::close);
  }

  private record Failed(Session session, KnownHosts hosts, SshKeys keys, JSchException cause) {}

  private IOException failure(Failed failed, @Nullable Cancellation cancellation)
      throws Refusal, InterruptedException {
    if (cancellation != null && cancellation.isRequested()) {
      throw (InterruptedException) new InterruptedException("cancelled").initCause(failed.cause());
    }
    var refusal = failed.hosts().refusal();
    if (refusal != null) {
      common.forgetKnownHosts();
      throw new Refusal(Refusal.Of.HOST_KEY, refusal, failed.cause());
    }
    var session = failed.session();
    var where = session.getUserName() + "@" + session.getHost() + ":" + session.getPort();
    var text = String.valueOf(failed.cause().getMessage());
    if (text.startsWith("Auth fail") || text.startsWith("Too many authentication")) {
      throw new Refusal(Refusal.Of.LOGIN, login(where, failed.keys()), failed.cause());
    }
    return new IOException(
        "cannot reach `" + where + "` by SSH: " + reason(failed.cause()), failed.cause());
  }

  private String login(String where, SshKeys keys) {
    return "`"
        + where
        + "` does not accept "
        + keys.description()
        + (settings.password() == null ? "" : ", nor the password")
        + ": give the right `key` in the "
        + settings.connection()
        + " connection, or have its public half added there";
  }

  private static String reason(JSchException e) {
    Throwable at = e;
    while (at.getCause() != null && at.getCause().getMessage() != null) {
      at = at.getCause();
    }
    var text = String.valueOf(at.getMessage());
    if (text.startsWith("timeout") || text.contains("timed out")) {
      return "it was silent for too long";
    }
    if (text.contains("closed by foreign host") || text.contains("version string")) {
      return "it hung up before it said that it speaks SSH; is it the right port, and not too many"
          + " at once (MaxStartups)?";
    }
    return text.contains("End of IO Stream") || text.contains("reset")
        ? "it hung up before anybody was logged in; its log says why"
        : text;
  }

  /** The way to a host through others. */
  private final class Jump implements AutoCloseable {
    private final List<Host> path;
    private @Nullable Session last;

    Jump(List<Host> path) {
      this.path = path;
    }

    synchronized Door door(Attempt attempt) throws Refusal, IOException, InterruptedException {
      var session = last;
      if (session == null || !session.isConnected()) {
        var end = path.size() - 1;
        session =
            Connector.this.connect(common.target(path.get(end)), path.subList(0, end), attempt);
        last = session;
      }
      return new Door.Through(session);
    }

    @Override
    public synchronized void close() {
      if (last != null) {
        last.disconnect();
      }
    }
  }
}
