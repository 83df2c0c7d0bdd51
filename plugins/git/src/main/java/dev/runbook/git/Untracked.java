package dev.runbook.git;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.NameConflictTreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;

/**
 * The untracked files of a clone, without ignored ones and without clones inside the clone; JGit's
 * own cleaning deletes those.
 */
final class Untracked {
  private final Clone clone;
  private final List<Path> files = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();

  Untracked(Clone clone) throws IOException {
    this.clone = clone;
    find();
  }

  /** Deletes them, and the folders that have nothing else in them. */
  void delete() throws IOException {
    for (var file : files) {
      Files.deleteIfExists(file);
    }
    for (int i = folders.size() - 1; i >= 0; i--) {
      try {
        Files.deleteIfExists(folders.get(i));
      } catch (DirectoryNotEmptyException e) {
        // something ignored, or a clone, is in it
      }
    }
  }

  private void find() throws IOException {
    var repository = clone.repository();
    try (var walk = new NameConflictTreeWalk(repository)) {
      walk.addTree(new DirCacheIterator(repository.readDirCache()));
      var working = new FileTreeIterator(repository);
      working.setDirCacheIterator(walk, 0);
      walk.addTree(working);
      while (walk.next()) {
        visit(walk);
      }
    }
  }

  private void visit(NameConflictTreeWalk walk) throws IOException {
    var file = walk.getTree(1, WorkingTreeIterator.class);
    var tracked = walk.getRawMode(0) != FileMode.TYPE_MISSING;
    if (file == null || (!tracked && file.isEntryIgnored())) {
      return;
    }
    var path = clone.folder().resolve(walk.getPathString());
    if (file.getEntryRawMode() == FileMode.TYPE_TREE) {
      if (!tracked) {
        folders.add(path);
      }
      if (walk.getRawMode(0) != FileMode.TYPE_GITLINK) {
        walk.enterSubtree();
      }
    } else if (!tracked && file.getEntryRawMode() != FileMode.TYPE_GITLINK) {
      files.add(path);
    }
  }
}
