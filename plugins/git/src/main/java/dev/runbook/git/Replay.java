package dev.runbook.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.PatchIdDiffFormatter;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * Makes commits again on top of another one, as {@code git rebase} does: without merges, without
 * those that are there already under another name, and without those of which nothing is left. Only
 * the store of the clone gets them; its files and branches stay as they are.
 */
final class Replay {
  private final Clone clone;
  private final Repository repository;
  private final Person committer;
  private final ProgressMonitor monitor;

  Replay(Clone clone, Person committer, ProgressMonitor monitor) {
    this.clone = clone;
    this.repository = clone.repository();
    this.committer = committer;
    this.monitor = monitor;
  }

  /** What became of it. */
  sealed interface Result {}

  record Made(ObjectId head) implements Result {}

  record Conflict(String sha, String subject, List<String> files) implements Result {}

  Result run(ObjectId head, ObjectId onto) throws Exception {
    checkCommon(head, onto);
    var commits = wanted(new Between(repository, onto, head));
    monitor.beginTask("Rebasing", commits.size());
    try (var inserter = repository.newObjectInserter();
        var walk = new RevWalk(inserter.newReader())) {
      var at = walk.parseCommit(onto);
      for (var commit : commits) {
        if (monitor.isCancelled()) {
          throw new InterruptedException("cancelled");
        }
        monitor.update(1);
        if (commit.getParentCount() == 1 && commit.getParent(0).equals(at)) {
          at = commit;
          continue;
        }
        var merger = merger(walk, inserter, commit);
        if (!merger.merge(at, commit)) {
          return new Conflict(
              commit.name(), commit.getShortMessage(), List.copyOf(merger.getUnmergedPaths()));
        }
        at = made(walk, inserter, commit, at, merger.getResultTreeId());
      }
      inserter.flush();
      return new Made(at.copy());
    } finally {
      monitor.endTask();
    }
  }

  private void checkCommon(ObjectId head, ObjectId onto) throws Refused, IOException {
    try (var walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(head));
      walk.markStart(walk.parseCommit(onto));
      if (walk.next() == null) {
        throw new Refused(
            Moved.brief(head.name())
                + " of "
                + clone.folder()
                + " has no commit in common with "
                + Moved.brief(onto.name())
                + (clone.isShallow() ? ", as far as its `depth` goes" : ""));
      }
    }
  }

  /** Returns the commits to make again, the oldest first. */
  private List<RevCommit> wanted(Between between) throws IOException {
    var own = new ArrayList<>(between.list(Integer.MAX_VALUE));
    own.removeIf(commit -> commit.getParentCount() > 1);
    if (own.isEmpty()) {
      return own;
    }
    Collections.reverse(own);
    try (var patches = new Patches(repository)) {
      var there = patches.among(between.back().list(Integer.MAX_VALUE), patches.files(own));
      var wanted = new ArrayList<RevCommit>();
      for (var commit : own) {
        if (there.isEmpty() || !there.contains(patches.id(commit))) {
          wanted.add(commit);
        }
      }
      return wanted;
    }
  }

  private ResolveMerger merger(RevWalk walk, ObjectInserter inserter, RevCommit commit)
      throws IOException {
    var merger = (ResolveMerger) MergeStrategy.RECURSIVE.newMerger(repository, /* inCore= */ true);
    merger.setObjectInserter(inserter);
    merger.setBase(
        commit.getParentCount() == 0
            ? inserter.insert(Constants.OBJ_TREE, new byte[0])
            : walk.parseTree(commit.getParent(0)));
    return merger;
  }

  private RevCommit made(
      RevWalk walk, ObjectInserter inserter, RevCommit commit, RevCommit parent, ObjectId tree)
      throws IOException {
    if (tree.equals(parent.getTree()) && !isEmpty(walk, commit)) {
      return parent;
    }
    var builder = new CommitBuilder();
    builder.setTreeId(tree);
    builder.setParentId(parent);
    builder.setAuthor(commit.getAuthorIdent());
    builder.setCommitter(committer.now());
    builder.setMessage(commit.getFullMessage());
    return walk.parseCommit(inserter.insert(builder));
  }

  private static boolean isEmpty(RevWalk walk, RevCommit commit) throws IOException {
    return commit.getParentCount() == 1
        && walk.parseCommit(commit.getParent(0)).getTree().equals(commit.getTree());
  }

  /** Knows commits by what they change, whatever they are made on. */
  private static final class Patches implements AutoCloseable {
    private final RevWalk walk;
    private final PatchIdDiffFormatter formatter = new PatchIdDiffFormatter();
    private final Repository repository;

    Patches(Repository repository) {
      this.repository = repository;
      this.walk = new RevWalk(repository);
      formatter.setRepository(repository);
    }

    /** Returns the lists of files that commits change, one for each commit. */
    Set<List<String>> files(List<RevCommit> commits) throws IOException {
      var files = new HashSet<List<String>>();
      for (var commit : commits) {
        files.add(files(commit));
      }
      return files;
    }

    /** Returns the patches of those commits that change one of these lists of files. */
    Set<ObjectId> among(List<RevCommit> commits, Set<List<String>> files) throws IOException {
      var ids = new HashSet<ObjectId>();
      for (var commit : commits) {
        if (commit.getParentCount() == 1 && files.contains(files(commit))) {
          ids.add(id(commit));
        }
      }
      return ids;
    }

    ObjectId id(RevCommit commit) throws IOException {
      try (var patch = new PatchIdDiffFormatter()) {
        patch.setRepository(repository);
        patch.format(changes(commit));
        return patch.getCalulatedPatchId();
      }
    }

    private List<String> files(RevCommit commit) throws IOException {
      return changes(commit).stream()
          .map(entry -> entry.getOldPath() + "\n" + entry.getNewPath())
          .toList();
    }

    private List<DiffEntry> changes(RevCommit commit) throws IOException {
      var parent = commit.getParentCount() == 0 ? null : walk.parseCommit(commit.getParent(0));
      return formatter.scan(parent, walk.parseCommit(commit));
    }

    @Override
    public void close() {
      formatter.close();
      walk.close();
    }
  }
}
