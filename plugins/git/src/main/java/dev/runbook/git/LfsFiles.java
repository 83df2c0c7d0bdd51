package dev.runbook.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** The files of a clone that git-lfs keeps; found by their attribute {@code filter=lfs}. */
final class LfsFiles {
  private final Clone clone;

  LfsFiles(Clone clone) {
    this.clone = clone;
  }

  private record Missing(Path file, DirCacheEntry entry, LfsPointer pointer) {}

  /**
   * Puts the content of each in the place of its pointer, as git-lfs would; with the content of all
   * in the clone's store first, so that a server in trouble leaves no half.
   *
   * @return how many
   */
  int fill(LfsSource source) throws Exception {
    var wanted = missing(clone.repository().readDirCache());
    if (wanted.isEmpty()) {
      return 0;
    }
    // Others may use the clone for as long as this takes.
    source.bring(wanted.stream().map(Missing::pointer).distinct().toList());
    var index = clone.repository().lockDirCache();
    try {
      var missing = missing(index);
      missing.removeIf(file -> !Files.exists(file.pointer().in(clone.inside())));
      for (var file : missing) {
        put(file);
      }
      index.write();
      if (!index.commit()) {
        throw new IOException("the index of " + clone.folder() + " cannot be written");
      }
      return missing.size();
    } finally {
      index.unlock();
    }
  }

  /**
   * Returns the files about to be committed of which git would get the pointer, and nobody the
   * rest.
   */
  List<String> unsent() throws IOException {
    var unsent = new ArrayList<String>();
    var head = clone.head();
    try (var walk = new TreeWalk(clone.repository());
        var commits = new RevWalk(clone.repository())) {
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      walk.addTree(new DirCacheIterator(clone.repository().readDirCache()));
      if (head == null) {
        walk.addTree(new EmptyTreeIterator());
      } else {
        walk.addTree(commits.parseTree(head));
      }
      while (walk.next()) {
        var file = clone.folder().resolve(walk.getPathString());
        if (isRegular(walk) && isPointer(walk) && Files.exists(file) && pointer(file) == null) {
          unsent.add(walk.getPathString());
        }
      }
    }
    return unsent;
  }

  private static boolean isPointer(TreeWalk walk) throws IOException {
    var blob = walk.getObjectReader().open(walk.getObjectId(0), Constants.OBJ_BLOB);
    return blob.getSize() <= LfsPointer.LONGEST && LfsPointer.parse(blob.getBytes()) != null;
  }

  private static boolean isRegular(TreeWalk walk) {
    var mode = walk.getFileMode(0);
    return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
  }

  private static @Nullable LfsPointer pointer(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) <= LfsPointer.LONGEST
        ? LfsPointer.parse(Files.readAllBytes(file))
        : null;
  }

  /** Returns the files that are still pointers. */
  private List<Missing> missing(DirCache index) throws IOException {
    var missing = new ArrayList<Missing>();
    try (var walk = new TreeWalk(clone.repository())) {
      walk.setOperationType(OperationType.CHECKOUT_OP);
      walk.setRecursive(true);
      walk.addTree(new DirCacheIterator(index));
      walk.addTree(new FileTreeIterator(clone.repository()));
      while (walk.next()) {
        var at = walk.getTree(0, DirCacheIterator.class);
        if (at != null
            && isRegular(walk)
            && "lfs".equals(walk.getAttributes().getValue(Constants.ATTR_FILTER))) {
          var file = clone.folder().resolve(walk.getPathString());
          var pointer = pointer(file);
          if (pointer != null) {
            missing.add(new Missing(file, at.getDirCacheEntry(), pointer));
          }
        }
      }
    }
    return missing;
  }

  /** A reader sees the pointer or the content, and the permissions are the pointer's. */
  private void put(Missing missing) throws IOException {
    var file = missing.file();
    var part = file.resolveSibling(".runbook-" + missing.pointer().oid());
    Files.copy(missing.pointer().in(clone.inside()), part, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(file));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    missing.entry().setLength(Files.size(file));
    missing.entry().setLastModified(Files.getLastModifiedTime(file).toInstant());
  }
}
