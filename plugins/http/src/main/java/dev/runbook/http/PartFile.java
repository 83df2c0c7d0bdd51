package dev.runbook.http;

import dev.runbook.action.Call;
import dev.runbook.http.client.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has been fetched of a file so far, beside its place. What is left by a broken transfer is
 * kept only where a checksum will prove the whole.
 */
final class PartFile implements AutoCloseable {
  private static final long SAID_EVERY = 16L * 1024 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final boolean isKept;
  private long size;

  private PartFile(Path file, FileChannel channel, boolean isKept) throws IOException {
    this.file = file;
    this.channel = channel;
    this.isKept = isKept;
    this.size = channel.size();
  }

  static PartFile open(Path target, @Nullable String sha256) throws IOException, Refused {
    var mark = sha256 == null ? UUID.randomUUID().toString() : sha256;
    var file = target.resolveSibling("." + target.getFileName() + "." + mark.substring(0, 12));
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new Refused("another download is writing " + target);
    }
    return new PartFile(file, channel, sha256 != null);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Returns how many bytes are there. */
  long size() {
    return size;
  }

  /** Begins anew. */
  void discard() throws IOException {
    channel.truncate(0);
    size = 0;
  }

  /**
   * Adds what comes; all of it is on the disk then.
   *
   * @param length how many bytes come; negative if the server does not say
   * @return the digest of the whole
   */
  String append(InputStream in, long length, Call call) throws IOException {
    var digest = Digests.start();
    Digests.add(file, digest);
    var whole = length < 0 ? "" : " of " + (size + length);
    var buffer = new byte[64 * 1024];
    long said = size;
    for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      channel.write(ByteBuffer.wrap(buffer, 0, read), size);
      digest.update(buffer, 0, read);
      size += read;
      if (size - said >= SAID_EVERY) {
        said = size;
        call.progress(size + whole + " bytes");
      }
    }
    channel.force(true);
    return Digests.text(digest);
  }

  void moveTo(Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!isKept || (Files.exists(file) && Files.size(file) == 0)) {
      Files.deleteIfExists(file);
    }
  }
}
