package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.EmptyCommitException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitConfig.CleanupMode;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Carries out {@link Commit}. */
final class Committing {
  private static final Pattern TRAILER = Pattern.compile("[A-Za-z0-9-]+: .*");

  private final Commit commit;
  private final Clone clone;

  private Committing(Commit commit, Clone clone) {
    this.commit = commit;
    this.clone = clone;
  }

  static Outcome<Commit.Outputs> run(Commit commit, Call call) throws Exception {
    return Answers.of(
        call,
        () -> {
          var place =
              Place.of(commit.connection(), commit.repository(), commit.path(), call.directory());
          try (var clone = Clone.open(place.folder())) {
            return new Committing(commit, clone).run(call);
          }
        });
  }

  /** Returns how much there is to commit. */
  static List<String> probe(Commit commit, Look look) throws Exception {
    return Answers.found(
        () -> {
          var place =
              Place.of(commit.connection(), commit.repository(), commit.path(), look.directory());
          if (!Clone.isAt(place.folder())) {
            return List.of("there is no clone yet");
          }
          try (var clone = Clone.open(place.folder())) {
            return List.of(new Committing(commit, clone).changes());
          }
        });
  }

  private String changes() throws Exception {
    check();
    try (var git = Git.wrap(clone.repository())) {
      var asked = git.status();
      commit.paths().forEach(path -> asked.addPath(plain(path)));
      var status = asked.call();
      var changed = new TreeSet<>(status.getUncommittedChanges());
      changed.addAll(status.getUntracked());
      return changed.isEmpty()
          ? "there is nothing to commit now"
          : "changed now: " + WorkingTree.names(List.copyOf(changed));
    }
  }

  /**
   * Says in the token what the clone is at before it commits: a commit that a crash cut off from
   * its answer is then told from one that had nothing to do.
   */
  private Outcome<Commit.Outputs> run(Call call) throws Exception {
    var before = clone.head();
    if (call.token().isEmpty()) {
      check();
      return Outcome.notYet("about to commit", Map.of("before", name(before)), Duration.ZERO);
    }
    if (before != null && isDone(before, String.valueOf(call.token().get("before")))) {
      return done(call, before);
    }
    check();
    add();
    var head = commit();
    if (head != null) {
      return done(call, head);
    }
    call.line("nothing to commit in " + clone.folder());
    return before == null
        ? Outcome.failed(clone.folder() + " has no commit and nothing to commit")
        : Outcome.done(new Commit.Outputs(before.name(), false));
  }

  /** Returns whether HEAD is one commit further than it was, by the commit that was to be made. */
  private boolean isDone(ObjectId head, String before) throws IOException {
    if (head.name().equals(before)) {
      return false;
    }
    try (var walk = new RevWalk(clone.repository())) {
      var made = walk.parseCommit(head);
      var parent = made.getParentCount() == 0 ? "" : made.getParent(0).name();
      return parent.equals(before)
          && subject(made.getFullMessage()).equals(subject(commit.message()));
    }
  }

  private static String subject(String message) {
    return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("").stripTrailing();
  }

  private Outcome<Commit.Outputs> done(Call call, ObjectId head) {
    call.line("committed " + Moved.brief(head.name()) + " in " + clone.folder());
    return Outcome.done(new Commit.Outputs(head.name(), true));
  }

  private static String name(@Nullable ObjectId id) {
    return id == null ? "" : id.name();
  }

  private void check() throws Refused, IOException {
    if (commit.message().isBlank()) {
      throw new Refused("the message of the commit is empty");
    }
    if (clone.repository().isBare()) {
      throw new Refused(clone.folder() + " is a bare repository: it has no files to commit");
    }
    WorkingTree.nothingIsUnderWay(clone, "finish it or give it up first");
    WorkingTree.nothingIsCutOff(clone);
    var index = clone.repository().readDirCache();
    for (var path : commit.paths()) {
      var name = plain(path);
      if (!Files.exists(clone.folder().resolve(name), LinkOption.NOFOLLOW_LINKS)
          && index.findEntry(name) < 0
          && index.getEntriesWithin(name).length == 0) {
        throw new Refused("`" + path + "` is no file of " + clone.folder());
      }
    }
  }

  private void add() throws Exception {
    var before = clone.repository().readDirCache();
    var empty = emptySubmodules();
    try (var git = Git.wrap(clone.repository())) {
      var add = git.add();
      if (commit.paths().isEmpty()) {
        add.setAll(true);
      } else {
        commit.paths().forEach(path -> add.addFilepattern(plain(path)));
      }
      add.call();
    }
    keep(empty);
    var unsent = new LfsFiles(clone).unsent();
    if (!unsent.isEmpty()) {
      putBack(before);
      throw new Refused(
          "git-lfs keeps the content of "
              + WorkingTree.names(unsent)
              + ", and `git.push` cannot send it there: commit and push with git");
    }
  }

  /**
   * Returns the submodules that are not checked out: JGit takes the empty folder of one for its
   * end.
   */
  private List<DirCacheEntry> emptySubmodules() throws IOException {
    var empty = new ArrayList<DirCacheEntry>();
    var index = clone.repository().readDirCache();
    for (int at = 0; at < index.getEntryCount(); at++) {
      var entry = index.getEntry(at);
      var folder = clone.folder().resolve(entry.getPathString());
      if (entry.getRawMode() == FileMode.TYPE_GITLINK
          && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && !Files.exists(folder.resolve(".git"))) {
        empty.add(entry);
      }
    }
    return empty;
  }

  private void keep(List<DirCacheEntry> entries) throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    var index = clone.repository().lockDirCache();
    try {
      var editor = index.editor();
      for (var entry : entries) {
        editor.add(
            new DirCacheEditor.PathEdit(entry) {
              @Override
              public void apply(DirCacheEntry added) {
                added.copyMetaData(entry);
              }
            });
      }
      editor.commit();
    } finally {
      index.unlock();
    }
  }

  private void putBack(DirCache before) throws IOException {
    var index = clone.repository().lockDirCache();
    try {
      var builder = index.builder();
      for (int at = 0; at < before.getEntryCount(); at++) {
        builder.add(before.getEntry(at));
      }
      builder.commit();
    } finally {
      index.unlock();
    }
  }

  private @Nullable ObjectId commit() throws Exception {
    try (var git = Git.wrap(clone.repository())) {
      var person = committer();
      var making =
          git.commit()
              .setMessage(
                  commit.sign_off()
                      ? signed(commit.message(), person)
                      : commit.message().stripTrailing() + "\n")
              .setCleanupMode(CleanupMode.WHITESPACE)
              .setCommitter(person.now())
              .setAuthor((commit.author() == null ? person : Person.of(commit.author())).now())
              .setAllowEmpty(false)
              .setSign(false);
      commit.paths().forEach(path -> making.setOnly(plain(path)));
      return making.call().copy();
    } catch (EmptyCommitException nothing) {
      return null;
    }
  }

  private Person committer() throws Refused, IOException {
    return commit.author() != null
            && (commit.connection() == null || commit.connection().author() == null)
        ? Person.of(commit.author())
        : Person.of(commit.connection(), clone);
  }

  private static String plain(String path) {
    var plain = path.startsWith("./") ? path.substring(2) : path;
    return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
  }

  /** Adds the trailer where {@code git commit --signoff} does: to trailers that are there. */
  static String signed(String message, Person person) {
    var text = message.stripTrailing();
    var trailer = "Signed-off-by: " + person;
    var end = text.lastIndexOf("\n\n");
    var last = text.substring(end + 1).strip();
    if (end >= 0 && last.lines().allMatch(line -> TRAILER.matcher(line).matches())) {
      return last.lines().anyMatch(trailer::equals) ? text + "\n" : text + "\n" + trailer + "\n";
    }
    return text + "\n\n" + trailer + "\n";
  }
}
