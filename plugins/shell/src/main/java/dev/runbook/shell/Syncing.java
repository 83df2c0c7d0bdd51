package dev.runbook.shell;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Carries out {@link FileSync} and {@link FileSyncBack}. */
final class Syncing {
  private Syncing() {}

  static Outcome<FileSync.Outputs> run(FileSync sync, Call call) throws Exception {
    var from = call.directory().resolve(sync.from()).normalize();
    var published = new Published(call.directory().resolve(sync.to()).normalize());
    try {
      check(sync, from, published.to());
      published.recover();
      if (published.isThere()
          && Files.exists(published.to())
          && Folders.equal(from.toRealPath(), published.to().toRealPath())) {
        return Outcome.done(new FileSync.Outputs(false, published.current(), null));
      }
      build(from.toRealPath(), published, call);
      var outputs = published.publish();
      published.keep(sync.keep());
      return Outcome.done(outputs);
    } catch (UnreadableException e) {
      return Outcome.failed(e.reason());
    }
  }

  /** Returns what is there of the two folders. */
  static String probe(FileSync sync, Look look) throws IOException {
    var from = look.directory().resolve(sync.from());
    var to = look.directory().resolve(sync.to());
    if (!Files.isDirectory(from)) {
      return sync.from() + (Files.exists(from) ? " is no folder" : " is not there now");
    }
    if (!Files.isDirectory(to)) {
      return sync.to() + (Files.exists(to) ? " is no folder" : " is not there yet");
    }
    return Folders.equal(from.toRealPath(), to.toRealPath())
        ? "they are equal already"
        : "they are not equal";
  }

  private static void check(FileSync sync, Path from, Path to)
      throws IOException, UnreadableException {
    if (sync.keep() < 1) {
      throw new UnreadableException("`keep` is less than 1: the undo needs the tree before");
    }
    if (!Files.isDirectory(from)) {
      throw new UnreadableException(
          sync.from() + " is " + (Files.exists(from) ? "no folder" : "not there"));
    }
    if (Files.exists(to) && !Files.isDirectory(to)) {
      throw new UnreadableException(sync.to() + " is no folder");
    }
    var real = Files.exists(to) ? to.toRealPath() : to;
    if (real.startsWith(from.toRealPath())
        || to.startsWith(from)
        || from.toRealPath().startsWith(real)) {
      throw new UnreadableException(sync.from() + " and " + sync.to() + " are one in the other");
    }
  }

  private static void build(Path from, Published published, Call call) throws Exception {
    Folders.delete(published.next());
    Files.createDirectories(TextFile.parent(published.to()));
    var isBuilt = false;
    try {
      Folders.copy(from, published.next(), call.cancellation());
      isBuilt = true;
    } finally {
      if (!isBuilt) {
        Folders.delete(published.next());
      }
    }
  }

  static Outcome<FileSyncBack.Outputs> back(FileSyncBack back, Call call) throws Exception {
    var published = new Published(call.directory().resolve(back.to()).normalize());
    var before = back.before();
    if (before == null
        ? !published.isThere()
        : published.isThere() && published.current().equals(before)) {
      return Outcome.done(new FileSyncBack.Outputs(false));
    }
    if (!published.isThere() || !published.current().equals(back.tree())) {
      return Outcome.failed(back.to() + " was published anew since: it is left as it is");
    }
    if (before == null) {
      Files.delete(published.to());
      Folders.delete(back.tree());
    } else if (Files.isDirectory(before)) {
      published.link(before, before);
    } else {
      return Outcome.failed(before + ", the tree before, is gone");
    }
    return Outcome.done(new FileSyncBack.Outputs(true));
  }
}
