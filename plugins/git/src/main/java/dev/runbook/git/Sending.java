package dev.runbook.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.RemoteRefUpdate.Status;
import org.jspecify.annotations.Nullable;

/**
 * Moves branches and tags of a remote, all or none, each only from where it is known to be. What
 * has arrived already stays, so sending again after a crash does no harm.
 */
final class Sending {
  private final Clone clone;
  private final Remotes remotes;
  private final String url;

  Sending(Clone clone, Remotes remotes, String url) {
    this.clone = clone;
    this.remotes = remotes;
    this.url = url;
  }

  void send(List<Moved> moves) throws Exception {
    var updates = new ArrayList<RemoteRefUpdate>();
    for (var moved : moves) {
      updates.add(update(moved));
    }
    check(remotes.push(clone, url, updates));
    for (var moved : moves) {
      if (moved.isTag()) {
        tag(moved);
      }
    }
  }

  /** Returns the message for a branch or tag that is not where it was. */
  static String moved(String what, @Nullable String expected, @Nullable String there) {
    if (there == null) {
      return what
          + " is gone from the remote, it was at "
          + Moved.brief(expected)
          + ": fetch again with `git.checkout`";
    }
    return expected == null
        ? what
            + " on the remote is at "
            + Moved.brief(there)
            + ", and was never fetched: fetch it first with `git.checkout`"
        : what
            + " on the remote is "
            + Moved.brief(there)
            + ", not "
            + Moved.brief(expected)
            + " as fetched: fetch again with `git.checkout`";
  }

  private RemoteRefUpdate update(Moved moved) throws IOException {
    var after = id(moved.after());
    var tracking =
        moved.isTag()
            ? null
            : "refs/remotes/origin/" + moved.ref().substring("refs/heads/".length());
    // forced, because what may be dropped is decided already and the expected object holds it to
    // that
    return new RemoteRefUpdate(
        clone.repository(), moved.after(), after, moved.ref(), true, tracking, id(moved.before()));
  }

  private void check(PushResult result) throws Refused, IOException {
    for (var update : result.getRemoteUpdates()) {
      var name = "`" + update.getRemoteName().replaceFirst("^refs/(heads|tags)/", "") + "`";
      switch (update.getStatus()) {
        case OK, UP_TO_DATE, NON_EXISTING -> {}
        case REJECTED_REMOTE_CHANGED ->
            throw new Refused(
                moved(
                    name,
                    nameOf(update.getExpectedOldObjectId()),
                    Clone.id(result.getAdvertisedRef(update.getRemoteName()))));
        case REJECTED_NODELETE ->
            throw new Refused("the remote does not let " + name + " be deleted");
        case REJECTED_OTHER_REASON -> rejected(result, update, name);
        default ->
            throw new IOException("the remote left " + name + " undecided: " + update.getStatus());
      }
    }
  }

  /** One that is rejected takes the others of a push with it; the one that says why comes first. */
  private static void rejected(PushResult result, RemoteRefUpdate update, String name)
      throws Refused {
    var changed =
        result.getRemoteUpdates().stream()
            .anyMatch(u -> u.getStatus() == Status.REJECTED_REMOTE_CHANGED);
    if (!changed) {
      throw new Refused("the remote refuses " + name + ": " + update.getMessage());
    }
  }

  /** The clone's tags follow the remote's. */
  private void tag(Moved moved) throws IOException {
    var update = clone.repository().updateRef(moved.ref());
    update.setForceUpdate(true);
    RefUpdate.Result result;
    if (moved.after() == null) {
      result = update.delete();
    } else {
      update.setNewObjectId(id(moved.after()));
      result = update.update();
    }
    if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
      throw new IOException(
          "tag `"
              + moved.shortName()
              + "` was pushed, but cannot be kept in "
              + clone.folder()
              + ": "
              + result);
    }
  }

  private static ObjectId id(@Nullable String name) {
    return name == null ? ObjectId.zeroId() : ObjectId.fromString(name);
  }

  private static @Nullable String nameOf(@Nullable ObjectId id) {
    return id == null || id.equals(ObjectId.zeroId()) ? null : id.name();
  }
}
