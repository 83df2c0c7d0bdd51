package dev.runbook.ssh;

import dev.runbook.action.Processes.Captured;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Shows what a host writes line by line, and keeps it, or the end of it. */
final class Captor extends OutputStream {
  private static final int TAIL = 64 * 1024;

  private final int whole;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] kept = new byte[1024];
  private int length;
  private boolean isCut;

  /**
   * @param whole up to how many bytes all is kept; beyond it the last 64 KiB
   */
  Captor(int whole, Consumer<String> lines) {
    this.whole = whole;
    this.lines = lines;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int count) {
    keep(bytes, offset, count);
    var from = offset;
    for (int i = offset; i < offset + count; i++) {
      if (bytes[i] == '\n' || line.size() + i - from >= TAIL) {
        line.write(bytes, from, bytes[i] == '\n' ? i - from : i - from + 1);
        show();
        from = i + 1;
      }
    }
    line.write(bytes, from, offset + count - from);
  }

  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      show();
    }
  }

  synchronized Captured captured() {
    var from = isCut ? Math.max(0, length - TAIL) : 0;
    var text = new String(kept, from, length - from, StandardCharsets.UTF_8);
    return new Captured(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text, isCut);
  }

  private void show() {
    var text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  private void keep(byte[] bytes, int offset, int count) {
    isCut |= length + count > whole;
    if (isCut && length > TAIL) {
      kept = Arrays.copyOfRange(kept, length - TAIL, length);
      length = TAIL;
    }
    if (length + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(length + count, kept.length * 2));
    }
    System.arraycopy(bytes, offset, kept, length, count);
    length += count;
  }
}
