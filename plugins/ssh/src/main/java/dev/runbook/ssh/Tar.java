package dev.runbook.ssh;

import dev.runbook.ssh.Manifest.Entry;
import dev.runbook.ssh.Manifest.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;

/** An archive of a manifest, made while it is read. */
final class Tar extends InputStream {
  private static final byte[] END = new byte[2 * TarHeader.BLOCK];

  private final Deque<Part> parts = new ArrayDeque<>();
  private InputStream current = InputStream.nullInputStream();

  private interface Part {
    InputStream open() throws IOException;
  }

  Tar(Manifest manifest) {
    for (var entry : manifest.entries()) {
      parts.add(() -> new ByteArrayInputStream(TarHeader.of(entry)));
      if (entry.kind() == Kind.FILE) {
        parts.add(() -> Files.newInputStream(entry.path()));
        parts.add(() -> padding(entry));
      }
    }
    parts.add(() -> new ByteArrayInputStream(END));
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    var count = current.read(to, offset, length);
    while (count < 0 && !parts.isEmpty()) {
      current.close();
      current = parts.remove().open();
      count = current.read(to, offset, length);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    parts.clear();
    current.close();
  }

  private static InputStream padding(Entry entry) {
    return new ByteArrayInputStream(new byte[TarHeader.padding(entry.size())]);
  }
}
