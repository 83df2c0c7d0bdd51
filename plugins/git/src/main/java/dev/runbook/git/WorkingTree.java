package dev.runbook.git;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.errors.CheckoutConflictException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.submodule.SubmoduleWalk.IgnoreSubmoduleMode;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/** The files of a clone: what somebody did there, and how another commit is put there. */
final class WorkingTree {
  private static final int NAMED = 5;

  private final Clone clone;
  private final Repository repository;

  WorkingTree(Clone clone) throws Refused {
    this.clone = clone;
    this.repository = clone.repository();
    if (repository.isBare()) {
      throw new Refused(clone.folder() + " is a bare repository: it has no files to check out");
    }
  }

  /**
   * Finishes what a crash cut off while the files were changed: nothing of the operator's was among
   * them, so they are set to what was wanted.
   */
  void recover(ProgressMonitor monitor) throws Refused, IOException {
    var cut = UnderWay.in(clone);
    if (cut.isPresent()) {
      finish(cut.get(), monitor);
    }
    UnderWay.end(clone);
  }

  private void finish(UnderWay cut, ProgressMonitor monitor) throws Refused, IOException {
    if (!cut.isStillAt(clone.head(), current())) {
      throw leftAlone("was moved since", null);
    }
    try {
      overwrite(cut.target(), cut.ref(), cut.why(), monitor);
    } catch (MissingObjectException e) {
      throw leftAlone("lacks what was to be put there", e);
    }
    move(cut.ref(), cut.target(), cut.why());
  }

  private Refused leftAlone(String why, @Nullable Throwable cause) {
    return new Refused(
        "a call was cut off while it changed the files of "
            + clone.folder()
            + ", which "
            + why
            + ": see to them with `git status`, then delete "
            + UnderWay.file(clone),
        cause);
  }

  /** Refuses where a call was cut off while it changed the files, and was not finished. */
  static void nothingIsCutOff(Clone clone) throws Refused, IOException {
    if (UnderWay.in(clone).isPresent()) {
      throw new Refused(
          "a call was cut off while it changed the files of "
              + clone.folder()
              + ": let its step run again first, or see to the files and delete "
              + UnderWay.file(clone));
    }
  }

  /** Refuses if something is here that is nowhere else. */
  void keepLocalWork() throws Refused, IOException {
    keepChanges(
        "finish it, or set `clean: true` to give it up",
        "commit them, or set `clean: true` to throw them away");
    var head = clone.head();
    if (head != null && new LocalCommits(clone).areLostWithout(head)) {
      throw new Refused(
          clone.folder()
              + " has local commits up to "
              + Moved.brief(head.name())
              + " that are on no branch: make one of them, or set `clean: true` to throw them away");
    }
  }

  /** Refuses if tracked files are not as the commit has them. */
  void keepChanges() throws Refused, IOException {
    keepChanges("finish it or give it up first", "commit them or take them back first");
  }

  private void keepChanges(String finish, String commit) throws Refused, IOException {
    nothingIsUnderWay(clone, finish);
    var changed = clone.head() == null ? List.<String>of() : changed();
    if (!changed.isEmpty()) {
      throw new Refused(clone.folder() + " has local changes in " + names(changed) + ": " + commit);
    }
  }

  /**
   * Refuses in the middle of a merge, a rebase and the like.
   *
   * @param advice what to do about it
   */
  static void nothingIsUnderWay(Clone clone, String advice) throws Refused {
    var state = clone.repository().getRepositoryState();
    if (state != RepositoryState.SAFE) {
      throw new Refused(
          "a "
              + state.getDescription().toLowerCase(Locale.ROOT)
              + " is under way in "
              + clone.folder()
              + ": "
              + advice);
    }
  }

  /** Refuses if somebody has moved the clone since a call began to work on it. */
  void staysAt(ObjectId before) throws Refused, IOException {
    var head = clone.head();
    if (!before.equals(head)) {
      throw new Refused(
          clone.folder()
              + " was moved from "
              + Moved.brief(before.name())
              + " to "
              + (head == null ? "nothing" : Moved.brief(head.name()))
              + " meanwhile: nothing was changed; let the step run again from the beginning");
    }
  }

  /** Puts a commit there, on no branch; untracked files stay, and refuse to be overwritten. */
  void moveTo(ObjectId target, ProgressMonitor monitor) throws Refused, IOException {
    if (!target.equals(clone.head())) {
      var advice = "move them, or set `clean: true` to throw them away";
      put(
          UnderWay.from(clone.head(), target, Constants.HEAD, LocalCommits.PUT_THERE),
          advice,
          monitor);
      move(Constants.HEAD, target, LocalCommits.PUT_THERE);
      UnderWay.end(clone);
    }
  }

  /**
   * Puts a new commit there as {@link #moveTo} does, and takes the branch that is checked out
   * along.
   *
   * @param why begins what is written into the log of the branch
   */
  void advanceTo(ObjectId target, String why, ProgressMonitor monitor) throws Refused, IOException {
    if (!target.equals(clone.head())) {
      var ref = current();
      put(UnderWay.from(clone.head(), target, ref, why), "move them", monitor);
      move(ref, target, why);
      UnderWay.end(clone);
    }
  }

  /** Puts the files of a tree there, and into the index; no commit is made of them. */
  void fill(ObjectId tree, ProgressMonitor monitor) throws Refused, IOException {
    put(UnderWay.from(clone.head(), tree, "", ""), "move them", monitor);
    UnderWay.end(clone);
  }

  private String current() throws IOException {
    var head = repository.exactRef(Constants.HEAD);
    return head != null && head.isSymbolic() ? head.getTarget().getName() : Constants.HEAD;
  }

  private void put(UnderWay underWay, String advice, ProgressMonitor monitor)
      throws Refused, IOException {
    var head = clone.head();
    try (var walk = new RevWalk(repository)) {
      var lock = repository.lockDirCache();
      try {
        var tree = walk.parseTree(underWay.target());
        var checkout =
            head == null
                ? new DirCacheCheckout(repository, lock, tree)
                : new DirCacheCheckout(repository, walk.parseTree(head), lock, tree);
        checkout.setFailOnConflict(true);
        checkout.setProgressMonitor(monitor);
        underWay.begin(clone);
        checkout.checkout();
      } catch (CheckoutConflictException e) {
        UnderWay.end(clone);
        throw new Refused(
            "files of "
                + clone.folder()
                + " are in the way: "
                + names(List.of(e.getConflictingFiles()))
                + ": "
                + advice,
            e);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Puts a commit there and throws away whatever else is there, but for ignored files. */
  void reset(ObjectId target, ProgressMonitor monitor) throws IOException {
    giveUpWhatIsUnderWay();
    overwrite(target, Constants.HEAD, LocalCommits.PUT_THERE, monitor);
    new Untracked(clone).delete();
    if (!target.equals(clone.head())) {
      move(Constants.HEAD, target, LocalCommits.PUT_THERE);
    }
    UnderWay.end(clone);
  }

  private List<String> changed() throws IOException {
    var diff = new IndexDiff(repository, Constants.HEAD, new FileTreeIterator(repository));
    diff.setIgnoreSubmoduleMode(IgnoreSubmoduleMode.ALL);
    diff.diff();
    var all = new TreeSet<String>();
    all.addAll(diff.getAdded());
    all.addAll(diff.getChanged());
    all.addAll(diff.getRemoved());
    all.addAll(diff.getMissing());
    all.addAll(diff.getModified());
    all.addAll(diff.getConflicting());
    return new ArrayList<>(all);
  }

  private void overwrite(ObjectId target, String ref, String why, ProgressMonitor monitor)
      throws IOException {
    try (var walk = new RevWalk(repository)) {
      var lock = repository.lockDirCache();
      try {
        var checkout = new DirCacheCheckout(repository, lock, walk.parseTree(target));
        checkout.setFailOnConflict(false);
        checkout.setProgressMonitor(monitor);
        UnderWay.from(clone.head(), target, ref, why).begin(clone);
        checkout.checkout();
      } finally {
        lock.unlock();
      }
    }
  }

  private void giveUpWhatIsUnderWay() throws IOException {
    for (var name : List.of("rebase-merge", "rebase-apply", "sequencer")) {
      FileUtils.delete(
          clone.inside().resolve(name).toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    }
    for (var name : List.of("MERGE_HEAD", "MERGE_MSG", "CHERRY_PICK_HEAD", "REVERT_HEAD")) {
      Files.deleteIfExists(clone.inside().resolve(name));
    }
  }

  /**
   * @param ref HEAD to leave the branch that is checked out; empty to move nothing
   */
  private void move(String ref, ObjectId target, String why) throws IOException {
    if (ref.isEmpty()) {
      return;
    }
    var head = clone.head();
    var update = repository.updateRef(ref, /* detach= */ ref.equals(Constants.HEAD));
    update.setNewObjectId(target);
    update.setRefLogMessage(
        why + " moving from " + (head == null ? "nothing" : head.name()) + " to " + target.name(),
        false);
    var result = update.forceUpdate();
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      default -> throw new IOException(ref + " of " + clone.folder() + " is not moved: " + result);
    }
  }

  static String names(List<String> paths) {
    var named = String.join(", ", paths.stream().limit(NAMED).map(p -> "`" + p + "`").toList());
    var more = paths.size() - NAMED;
    return more <= 0 ? named : named + " and " + more + (more == 1 ? " more file" : " more files");
  }
}
