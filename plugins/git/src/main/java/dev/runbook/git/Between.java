package dev.runbook.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.RevWalkUtils;
import org.eclipse.jgit.util.io.NullOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What lies between two commits: {@code git log from..to} and {@code git diff from to}.
 *
 * @param from null for the beginning, before all commits
 */
record Between(Repository repository, @Nullable ObjectId from, ObjectId to) {

  /** Returns how many commits {@code to} has that {@code from} has not. */
  int count() throws IOException {
    try (var walk = new RevWalk(repository)) {
      var start = from == null ? null : walk.parseCommit(from);
      return RevWalkUtils.count(walk, walk.parseCommit(to), start);
    }
  }

  Between back() {
    return new Between(repository, /* from= */ to, /* to= */ Objects.requireNonNull(from));
  }

  /**
   * Returns the commits that {@code to} has and {@code from} has not, each before its parents.
   *
   * @param limit how many at most
   */
  List<RevCommit> list(int limit) throws IOException {
    var found = new ArrayList<RevCommit>();
    try (var walk = new RevWalk(repository)) {
      walk.sort(RevSort.TOPO);
      walk.sort(RevSort.COMMIT_TIME_DESC, true);
      walk.markStart(walk.parseCommit(to));
      if (from != null) {
        walk.markUninteresting(walk.parseCommit(from));
      }
      for (var commit = walk.next(); commit != null && found.size() < limit; commit = walk.next()) {
        walk.parseBody(commit);
        found.add(commit);
      }
    }
    return found;
  }

  /** Returns {@code 1 commit} or {@code 2 commits}. */
  static String commits(int count) {
    return count == 1 ? "1 commit" : count + " commits";
  }

  List<LogEntry> log(int limit) throws IOException {
    return list(limit).stream().map(Between::entry).toList();
  }

  /** Returns whether the files differ, whatever the commits. */
  boolean isChanged() throws IOException {
    if (from == null) {
      return true;
    }
    try (var walk = new RevWalk(repository)) {
      return !walk.parseCommit(from).getTree().equals(walk.parseCommit(to).getTree());
    }
  }

  /** Returns the files that differ; a renamed one by both names. */
  List<String> files() throws IOException {
    var names = new TreeSet<String>();
    try (var diff = new DiffFormatter(NullOutputStream.INSTANCE)) {
      diff.setRepository(repository);
      for (var entry : diff.scan(from, to)) {
        names.add(
            entry.getChangeType() == DiffEntry.ChangeType.DELETE
                ? entry.getOldPath()
                : entry.getNewPath());
      }
    }
    return List.copyOf(names);
  }

  private static LogEntry entry(RevCommit commit) {
    var author = commit.getAuthorIdent();
    return new LogEntry(
        commit.name(),
        author.getName() + " <" + author.getEmailAddress() + ">",
        commit.getCommitterIdent().getWhenAsInstant(),
        commit.getShortMessage());
  }
}
