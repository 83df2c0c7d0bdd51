package dev.runbook.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The lines of a file, one after the other in one buffer. */
final class Lines implements Closeable {
  /** In bytes. */
  static final int LONGEST = 1 << 26;

  private static final int CHUNK = 1 << 18;

  private final InputStream in;
  byte[] buffer = new byte[CHUNK];

  /** Where the line begins and ends in the buffer; the end of line is at {@code to}. */
  int from;

  int to = -1;
  private int filled;
  private long dropped;

  Lines(Path file) throws IOException {
    in = Files.newInputStream(file);
  }

  /** Goes to the next line that has an end; false if there is none. */
  boolean next() throws IOException {
    from = to + 1;
    to = from;
    while (true) {
      while (to < filled) {
        if (buffer[to] == '\n') {
          return true;
        }
        to++;
      }
      if (!fill()) {
        return false;
      }
    }
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      dropped += from;
      filled -= from;
      to -= from;
      from = 0;
    }
    if (filled == buffer.length) {
      if (filled >= LONGEST) {
        throw new IOException("a line is longer than 64 MiB");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    var read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(read, 0);
    return read > 0;
  }

  /** Returns the first characters of the line. */
  String start(int most) {
    return new String(buffer, from, Math.min(most, to - from), StandardCharsets.ISO_8859_1);
  }

  /** Returns where the line begins in the file, in bytes. */
  long offset() {
    return dropped + from;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
