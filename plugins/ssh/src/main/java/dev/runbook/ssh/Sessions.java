package dev.runbook.ssh;

import com.jcraft.jsch.Session;
import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.ssh.client.Attempt;
import dev.runbook.ssh.client.Connector;
import dev.runbook.ssh.client.Host;
import dev.runbook.ssh.client.Refusal;
import dev.runbook.ssh.client.SshSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a run: one a host, shared by all steps, opened again if it was lost; a further
 * one where the host lets a session do no more at a time.
 */
final class Sessions implements AutoCloseable {
  private final Connector connector;
  private final Map<Host, Slot> slots = new ConcurrentHashMap<>();

  private Sessions(SshSettings settings) {
    this.connector = new Connector(settings);
  }

  static Sessions of(Call call, @Nullable SshConnection connection) throws Exception {
    var settings = settings(connection, call.directory());
    return call.shared(settings, () -> new Sessions(settings));
  }

  static Sessions of(Look look, @Nullable SshConnection connection) throws Exception {
    var settings = settings(connection, look.directory());
    return look.shared(settings, () -> new Sessions(settings));
  }

  /** Returns the session with a host. */
  Session to(Host host, Attempt attempt) throws Refusal, IOException, InterruptedException {
    return slots.computeIfAbsent(host, h -> new Slot()).session(host, attempt);
  }

  /** Returns another session with a host than one that takes no command. */
  Session insteadOf(Session session, Host host, Attempt attempt)
      throws Refusal, IOException, InterruptedException {
    var slot = slots.computeIfAbsent(host, h -> new Slot());
    slot.giveUp(session);
    return slot.session(host, attempt);
  }

  /** Forgets the session with a host that goes down. */
  void drop(Host host) {
    var slot = slots.remove(host);
    if (slot != null) {
      slot.close();
    }
  }

  @Override
  public void close() {
    slots.values().forEach(Slot::close);
    slots.clear();
    connector.close();
  }

  private static SshSettings settings(@Nullable SshConnection connection, Path directory)
      throws Unfit {
    return connection == null
        ? SshSettings.usual("ssh")
        : new SshSettings(
            "ssh",
            connection.user(),
            absolute(connection.key(), directory),
            connection.passphrase(),
            connection.password(),
            absolute(connection.known_hosts(), directory),
            connection.accept_new(),
            absolute(connection.ssh_config(), directory),
            hosts(connection.jump()));
  }

  private static List<Host> hosts(List<Object> given) throws Unfit {
    var hosts = new ArrayList<Host>();
    for (var each : given) {
      hosts.add(Place.of(each).host());
    }
    return hosts;
  }

  private static @Nullable Path absolute(@Nullable Path path, Path directory) {
    return path == null ? null : directory.resolve(path);
  }

  private final class Slot {
    private final List<Session> former = new ArrayList<>();
    private @Nullable Session session;

    synchronized Session session(Host host, Attempt attempt)
        throws Refusal, IOException, InterruptedException {
      var found = session;
      if (found == null || !found.isConnected()) {
        found = connector.connect(host, attempt);
        session = found;
      }
      return found;
    }

    /** Others may still be at work in it. */
    synchronized void giveUp(Session unfit) {
      if (session == unfit) {
        former.removeIf(each -> !each.isConnected());
        former.add(unfit);
        session = null;
      }
    }

    synchronized void close() {
      former.forEach(Session::disconnect);
      if (session != null) {
        session.disconnect();
      }
    }
  }
}
