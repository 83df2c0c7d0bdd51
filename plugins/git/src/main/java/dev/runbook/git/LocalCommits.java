package dev.runbook.git;

import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Commits that were made in a clone and are held by its HEAD alone. */
final class LocalCommits {
  /** What git, too, writes beside a HEAD that it moves to a commit that was there before. */
  static final String PUT_THERE = "checkout:";

  private final Clone clone;

  LocalCommits(Clone clone) {
    this.clone = clone;
  }

  /** Returns whether nothing would lead to these commits if HEAD moved away. */
  boolean areLostWithout(ObjectId head) throws IOException {
    var current = clone.repository().exactRef(Constants.HEAD);
    return current != null && !current.isSymbolic() && !isHeld(head) && !wasPutThere();
  }

  private boolean isHeld(ObjectId head) throws IOException {
    try (var walk = new RevWalk(clone.repository())) {
      walk.markStart(walk.parseCommit(head));
      for (var ref : clone.repository().getRefDatabase().getRefsByPrefix("refs/")) {
        var id = ref.getObjectId();
        if (id != null && walk.peel(walk.parseAny(id)) instanceof RevCommit commit) {
          walk.markUninteresting(commit);
        }
      }
      return walk.next() == null;
    }
  }

  /**
   * A branch of the remote that was rewritten leaves its old commits to nobody; they are no loss.
   */
  private boolean wasPutThere() throws IOException {
    var log = clone.repository().getRefDatabase().getReflogReader(Constants.HEAD);
    var last = log == null ? null : log.getLastEntry();
    return last != null && last.getComment().startsWith(PUT_THERE);
  }
}
