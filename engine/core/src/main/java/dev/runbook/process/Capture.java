package dev.runbook.process;

import dev.runbook.action.Processes.Captured;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps what is written: all of it up to 1 MiB, else the last 64 KiB. */
final class Capture extends OutputStream {
  private static final int MOST = 1 << 20;
  private static final int LAST = 64 << 10;

  private byte[] kept = new byte[512];
  private int size;
  private boolean cut;

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] text, int offset, int length) {
    var taken = length;
    if (size + taken > MOST) {
      cut = true;
      taken = Math.min(length, LAST);
      keepLast(LAST - taken);
    }
    if (size + taken > kept.length) {
      kept = Arrays.copyOf(kept, Math.min(MOST, Math.max(size + taken, 2 * kept.length)));
    }
    System.arraycopy(text, offset + length - taken, kept, size, taken);
    size += taken;
  }

  private void keepLast(int count) {
    var gone = Math.max(0, size - count);
    System.arraycopy(kept, gone, kept, 0, size - gone);
    size -= gone;
  }

  Captured captured() {
    if (cut) {
      keepLast(LAST);
    }
    var from = 0;
    while (cut && from < size && (kept[from] & 0xC0) == 0x80) {
      from++; // the rest of a character
    }
    var end = size > from && kept[size - 1] == '\n' ? size - 1 : size;
    return new Captured(new String(kept, from, end - from, StandardCharsets.UTF_8), cut);
  }
}
