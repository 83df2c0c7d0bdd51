package dev.runbook.git;

import com.jcraft.jsch.Session;
import dev.runbook.action.Cancellation;
import dev.runbook.ssh.client.Attempt;
import dev.runbook.ssh.client.Host;
import dev.runbook.ssh.client.SshSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * Lets JGit speak through the sessions of a run. One is made for each transport; a cancellation
 * ends the session it uses.
 */
final class SshRemote extends SshSessionFactory {
  private final SshSessions sessions;
  private final Consumer<String> lines;
  private final @Nullable Cancellation cancellation;
  private final List<Cancellation.Registration> registrations = new ArrayList<>();
  private final List<Session> open = new ArrayList<>();

  /**
   * @param lines is told of hosts that are trusted from now on
   */
  SshRemote(SshSessions sessions, Consumer<String> lines, @Nullable Cancellation cancellation) {
    this.sessions = sessions;
    this.lines = lines;
    this.cancellation = cancellation;
  }

  /**
   * Returns what of a connection matters to SSH.
   *
   * @param directory what relative paths start at
   */
  static SshSettings settings(@Nullable GitConnection connection, Path directory) {
    return connection == null
        ? SshSettings.usual("git")
        : new SshSettings(
            "git",
            null,
            absolute(connection.key(), directory),
            connection.passphrase(),
            null,
            absolute(connection.known_hosts(), directory),
            connection.accept_new(),
            absolute(connection.ssh_config(), directory),
            List.of());
  }

  private static @Nullable Path absolute(@Nullable Path path, Path directory) {
    return path == null ? null : directory.resolve(path);
  }

  @Override
  public RemoteSession getSession(
      URIish uri, @Nullable CredentialsProvider credentials, FS fs, int milliseconds)
      throws TransportException {
    var host = new Host(uri.getUser(), String.valueOf(uri.getHost()), uri.getPort());
    try {
      var attempt = new Attempt(Duration.ofMillis(milliseconds), lines, cancellation);
      var session = sessions.take(host, attempt);
      open.add(session);
      if (cancellation != null) {
        registrations.add(cancellation.onRequest(session::disconnect));
      }
      return new SshChannels(session, () -> sessions.giveBack(host, session));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException("cancelled", e);
    } catch (Refused | IOException e) {
      throw new TransportException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String getType() {
    return "jsch";
  }

  /** Ends the sessions that were opened: after a failure nobody knows what they are good for. */
  void discard() {
    open.forEach(Session::disconnect);
  }

  /** Lets go of the cancellation. */
  void finish() {
    registrations.forEach(Cancellation.Registration::close);
  }
}
