package dev.runbook.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A repository that knows its own lock of the index again after a crash: {@code index.lock} gets a
 * second name, and who gave it holds a lock of the kernel's, which ends with the process. So a lock
 * that is found with its second name, and without a holder, was left by a call that was cut off: it
 * is taken away. Anybody else's stays.
 */
final class RecoveringRepository extends FileRepository {
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path lock;
  private final Path twin;
  private final Path holder;
  private @Nullable FileChannel held;

  RecoveringRepository(BaseRepositoryBuilder<?, ?> options) throws IOException {
    super(options);
    var inside = getDirectory().toPath().toAbsolutePath().normalize();
    lock = inside.resolve("index.lock");
    twin = inside.resolve("runbook-index.lock");
    holder = inside.resolve("runbook-index");
  }

  @Override
  public DirCache lockDirCache() throws IOException {
    var isHeld = held != null || hold();
    var index = super.lockDirCache();
    if (isHeld) {
      name();
    }
    return index;
  }

  @Override
  protected void doClose() {
    try {
      release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      super.doClose();
    }
  }

  /**
   * Returns whether nobody else gives second names to locks here; what is left of one goes then.
   */
  private boolean hold() throws IOException {
    if (!HELD_HERE.add(holder)) {
      return false;
    }
    try {
      held = locked();
      if (held != null
          && Files.exists(lock)
          && Files.exists(twin)
          && Files.isSameFile(lock, twin)) {
        Files.delete(lock);
      }
    } finally {
      if (held == null) {
        HELD_HERE.remove(holder);
      }
    }
    return held != null;
  }

  /** Returns null if another process has it, or the file system knows no locks. */
  private @Nullable FileChannel locked() throws IOException {
    var channel = FileChannel.open(holder, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (IOException e) {
      // as on some network file systems: a lock that is left there is explained, not removed
    }
    channel.close();
    return null;
  }

  private void name() throws IOException {
    Files.deleteIfExists(twin);
    try {
      Files.createLink(twin, lock);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // a file system without second names: a lock that is left there is explained, not removed
    }
  }

  private void release() throws IOException {
    var channel = held;
    if (channel != null) {
      held = null;
      try (channel) {
        Files.deleteIfExists(twin);
      } finally {
        HELD_HERE.remove(holder);
      }
    }
  }
}
