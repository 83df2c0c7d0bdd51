package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Cancellation;
import dev.runbook.action.Look;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** The remotes that a call speaks with, by the settings of its connection. */
final class Remotes {
  private final @Nullable GitConnection connection;
  private final SshPool ssh;
  private final ProgressMonitor monitor;
  private final @Nullable Cancellation cancellation;
  private final Consumer<String> lines;

  /** Where the run keeps its SSH sessions. */
  private interface SshPool {
    SshSessions get() throws Exception;
  }

  private interface Talk<T> {
    T with(Transport transport) throws Exception;
  }

  private Remotes(
      @Nullable GitConnection connection,
      SshPool ssh,
      ProgressMonitor monitor,
      @Nullable Cancellation cancellation,
      Consumer<String> lines) {
    this.connection = connection;
    this.ssh = ssh;
    this.monitor = monitor;
    this.cancellation = cancellation;
    this.lines = lines;
  }

  static Remotes of(Call call, @Nullable GitConnection connection) {
    var settings = SshRemote.settings(connection, call.directory());
    return new Remotes(
        connection,
        () -> call.shared(settings, () -> new SshSessions(settings)),
        new Progress(call),
        call.cancellation(),
        call::line);
  }

  static Remotes of(Look look, @Nullable GitConnection connection) {
    var settings = SshRemote.settings(connection, look.directory());
    return new Remotes(
        connection,
        () -> look.shared(settings, () -> new SshSessions(settings)),
        NullProgressMonitor.INSTANCE,
        null,
        line -> {});
  }

  ProgressMonitor monitor() {
    return monitor;
  }

  /**
   * Asks a remote for its branches and tags, by full name.
   *
   * @param clone null where there is none
   * @param prefixes what the names begin with; others may be among the answers
   */
  Map<String, Ref> refs(@Nullable Clone clone, String url, String... prefixes) throws Exception {
    return talk(
        clone,
        url,
        transport -> {
          try (var asked = transport.openFetch(List.of(), prefixes)) {
            return asked.getRefsMap();
          }
        });
  }

  /**
   * Returns the name in the clone of the branch that a remote has for whoever names none; a commit
   * if its HEAD is detached.
   *
   * @param argument that names one
   */
  String defaultBranch(Clone clone, String url, String remote, String argument) throws Exception {
    var head = refs(clone, url, Constants.HEAD).get(Constants.HEAD);
    if (head == null) {
      throw new Refused(
          "`"
              + withoutPassword(url)
              + "` has no commits yet, or no default branch: give `"
              + argument
              + "`");
    }
    return head.isSymbolic()
        ? "refs/remotes/"
            + remote
            + "/"
            + head.getTarget().getName().replaceFirst("^refs/heads/", "")
        : head.getObjectId().name();
  }

  /**
   * Fetches.
   *
   * @param depth commits of history; null for what the clone lacks
   */
  void fetch(Clone clone, String url, List<RefSpec> what, @Nullable Integer depth)
      throws Exception {
    talk(
        clone,
        url,
        transport -> {
          transport.setRemoveDeletedRefs(true);
          transport.setTagOpt(TagOpt.AUTO_FOLLOW);
          transport.setCheckFetchedObjects(false);
          transport.setDepth(depth);
          var result = transport.fetch(monitor, what);
          for (var update : result.getTrackingRefUpdates()) {
            if (update.getResult() == RefUpdate.Result.LOCK_FAILURE) {
              throw new Refused(Trouble.locked(clone.inside().resolve(update.getLocalName())));
            }
          }
          return result;
        });
  }

  /** Moves branches and tags of a remote, all or none. */
  PushResult push(Clone clone, String url, Collection<RemoteRefUpdate> updates) throws Exception {
    return talk(
        clone,
        url,
        transport -> {
          transport.setPushAtomic(updates.size() > 1);
          transport.setPushThin(true);
          if (FileRemote.hasHooks(url)) {
            transport.setOptionReceivePack(FileRemote.WITH_HOOKS);
          }
          var result = transport.push(monitor, updates);
          result.getMessages().lines().forEach(line -> lines.accept("remote: " + line.strip()));
          return result;
        });
  }

  private <T> T talk(@Nullable Clone clone, String url, Talk<T> talk) throws Exception {
    if (monitor.isCancelled()) {
      throw new InterruptedException("cancelled");
    }
    var login = new HttpLogin(connection);
    SshRemote remote = null;
    try (var transport = open(clone, url)) {
      transport.setCredentialsProvider(login);
      transport.setTimeout(connection == null ? 60 : seconds(connection));
      if (transport instanceof TransportHttp overHttp) {
        overHttp.setHttpConnectionFactory(new HttpConnections(transport.getURI(), login));
      }
      if (transport instanceof SshTransport overSsh) {
        remote = new SshRemote(ssh.get(), lines, cancellation);
        overSsh.setSshSessionFactory(remote);
      }
      return talk.with(transport);
    } catch (Exception e) {
      if (remote != null) {
        remote.discard();
      }
      throw Trouble.with(withoutPassword(url), login, e);
    } finally {
      if (remote != null) {
        remote.finish();
      }
    }
  }

  private static Transport open(@Nullable Clone clone, String url) throws Exception {
    var uri = FileRemote.uri(url);
    return clone == null ? Transport.open(uri) : Transport.open(clone.repository(), uri);
  }

  static String withoutPassword(String url) {
    try {
      return new URIish(url).toString();
    } catch (URISyntaxException e) {
      return url;
    }
  }

  private static int seconds(GitConnection connection) {
    return (int) Math.max(1, connection.timeout().toSeconds());
  }
}
