package dev.runbook.git;

import com.jcraft.jsch.Session;
import dev.runbook.ssh.client.Attempt;
import dev.runbook.ssh.client.Connector;
import dev.runbook.ssh.client.Host;
import dev.runbook.ssh.client.Refusal;
import dev.runbook.ssh.client.SshSettings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SSH sessions of a run: one that was used waits for the next step that goes to the same host.
 * Safe for several threads; a session serves one at a time.
 */
final class SshSessions implements AutoCloseable {
  private final Connector connector;
  private final Map<Host, Deque<Session>> idle = new HashMap<>();

  SshSessions(SshSettings settings) {
    this.connector = new Connector(settings);
  }

  /** Returns a connected session for the only use of the caller. */
  Session take(Host host, Attempt attempt) throws Refused, IOException, InterruptedException {
    for (var found = next(host); found != null; found = next(host)) {
      if (found.isConnected()) {
        return found;
      }
    }
    try {
      return connector.connect(host, attempt);
    } catch (Refusal e) {
      throw new Refused(e.reason(), e);
    }
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
    connector.close();
  }

  private synchronized @Nullable Session next(Host host) {
    var sessions = idle.get(host);
    return sessions == null ? null : sessions.poll();
  }
}
