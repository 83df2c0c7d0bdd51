package dev.runbook.git;

import com.jcraft.jsch.Session;
import dev.runbook.action.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final @Nullable Cancellation cancellation;
  private final List<Cancellation.Registration> registrations = new ArrayList<>();
  private final List<Session> open = new ArrayList<>();

  SshRemote(SshSessions sessions, @Nullable Cancellation cancellation) {
    this.sessions = sessions;
    this.cancellation = cancellation;
  }

  @Override
  public RemoteSession getSession(
      URIish uri, @Nullable CredentialsProvider credentials, FS fs, int milliseconds)
      throws TransportException {
    var host = new SshSessions.Host(uri.getUser(), String.valueOf(uri.getHost()), uri.getPort());
    try {
      var session = sessions.take(host, Duration.ofMillis(milliseconds));
      open.add(session);
      if (cancellation != null) {
        registrations.add(cancellation.onRequest(session::disconnect));
      }
      return new SshChannels(session, () -> sessions.giveBack(host, session));
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
