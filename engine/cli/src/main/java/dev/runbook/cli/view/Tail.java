package dev.runbook.cli.view;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** The whole lines that were added to a file since it was looked at last. */
final class Tail {
  private static final int PART = 1 << 20;

  private final Path file;
  private long read;

  Tail(Path file) {
    this.file = file;
  }

  /** Hands the new lines over; one that is still being written is kept for the next time. */
  void lines(Consumer<String> sink) throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      var in = Channels.newInputStream(channel.position(read));
      var rest = new byte[0];
      for (var part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
        rest = whole(join(rest, part), sink);
      }
    } catch (NoSuchFileException e) {
      // nothing was written yet
    }
  }

  /** Returns what stands behind the last line break; a line longer than a part is cut. */
  private byte[] whole(byte[] bytes, Consumer<String> sink) {
    var from = 0;
    for (var i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' || i - from == PART) {
        sink.accept(new String(bytes, from, i - from, StandardCharsets.UTF_8));
        from = bytes[i] == '\n' ? i + 1 : i;
      }
    }
    read += from;
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] join(byte[] some, byte[] more) {
    var all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
