package dev.runbook.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A lock that the kernel frees when its process ends, however it ends. It holds between processes
 * and within one.
 *
 * <p>It is the first byte of a file. The second one is locked with it, and is what others try who
 * only look, so that looking never keeps anybody from taking it.
 */
final class KernelLock implements Closeable {
  /**
   * What this process holds. Closing any channel of a file frees all locks that the process has on
   * it (POSIX {@code fcntl}), so a file in here is never opened a second time.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private KernelLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock; empty if somebody has it.
   *
   * @param file must exist
   */
  static Optional<KernelLock> take(Path file) throws IOException {
    var real = file.toRealPath();
    synchronized (HELD) {
      if (HELD.contains(real)) {
        return Optional.empty();
      }
      var channel = FileChannel.open(real, StandardOpenOption.WRITE);
      try {
        if (tries(channel, 0, false)) {
          channel.lock(1, 1, false);
          HELD.add(real);
          return Optional.of(new KernelLock(real, channel));
        }
        channel.close();
        return Optional.empty();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  /** Returns whether this process has it. */
  static boolean isHeldHere(Path file) throws IOException {
    synchronized (HELD) {
      return Files.exists(file) && HELD.contains(file.toRealPath());
    }
  }

  /** Returns whether somebody has it. */
  static boolean isHeld(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    var real = file.toRealPath();
    synchronized (HELD) {
      if (HELD.contains(real)) {
        return true;
      }
      try (var channel = FileChannel.open(real, StandardOpenOption.READ)) {
        return !tries(channel, 1, true);
      }
    }
  }

  private static boolean tries(FileChannel channel, long at, boolean shared) throws IOException {
    try {
      return channel.tryLock(at, 1, shared) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    synchronized (HELD) {
      if (HELD.remove(file)) {
        try {
          channel.close();
        } catch (IOException e) {
          var reason = Trouble.reason(e);
          throw new UncheckedIOException("`" + file + "` cannot be closed: " + reason, e);
        }
      }
    }
  }
}
