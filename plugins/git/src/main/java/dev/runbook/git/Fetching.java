package dev.runbook.git;

import dev.runbook.action.Call;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.RefSpec;
import org.jspecify.annotations.Nullable;

/** Brings what remotes have into a clone, and finds there what was asked for. */
final class Fetching {
  static final String ORIGIN = "origin";

  /** The name in the clone of what {@link From} names. */
  private static final String FROM = "from";

  private final Call call;
  private final Remotes remotes;
  private final Clone clone;
  private final @Nullable Integer depth;

  /**
   * @param depth commits of history to begin a clone with; null for all
   */
  Fetching(Call call, Remotes remotes, Clone clone, @Nullable Integer depth) {
    this.call = call;
    this.remotes = remotes;
    this.clone = clone;
    this.depth = depth;
  }

  /** Fetches all branches of a remote, under its name in the clone. */
  void all(String url, String remote) throws Exception {
    fetch(url, Clone.tracking(remote));
  }

  /**
   * Fetches from another repository, and returns the commit there that a name means.
   *
   * @param ref null for the branch that was fetched, or the default branch
   */
  ObjectId from(From from, @Nullable String ref) throws Exception {
    var url = Place.url(from.url(), call.directory());
    if (from.branch() == null) {
      all(url, FROM);
    } else {
      branch(from, url, "refs/heads/" + from.branch());
    }
    var revisions = new Revisions(clone);
    if (ref != null) {
      return revisions.find(ref, List.of(FROM, ORIGIN)).commit();
    }
    return revisions
        .find(
            from.branch() != null
                ? "refs/remotes/" + FROM + "/" + from.branch()
                : remotes.defaultBranch(clone, url, FROM, "ref"))
        .commit();
  }

  private void branch(From from, String url, String branch) throws Exception {
    if (remotes.refs(clone, url, branch).get(branch) == null) {
      throw new Refused("`" + from.url() + "` has no branch `" + from.branch() + "`");
    }
    fetch(url, "+" + branch + ":refs/remotes/" + FROM + "/" + from.branch());
  }

  private void fetch(String url, String what) throws Exception {
    call.progress("fetching " + Remotes.withoutPassword(url));
    remotes.fetch(clone, url, List.of(new RefSpec(what)), depth());
  }

  /** A complete clone stays so; a shallow one is completed where no depth is asked for. */
  private @Nullable Integer depth() throws Exception {
    if (depth == null) {
      return clone.isShallow() ? Integer.valueOf(Constants.INFINITE_DEPTH) : null;
    }
    return clone.isShallow() || clone.head() == null ? depth : null;
  }
}
