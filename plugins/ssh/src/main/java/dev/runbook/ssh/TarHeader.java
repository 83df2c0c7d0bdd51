package dev.runbook.ssh;

import dev.runbook.ssh.Manifest.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The block before each entry of an archive (POSIX.1-2017, pax, ustar; GNU's long names and big
 * numbers, which every tar of Linux reads).
 */
record TarHeader(String name, char type, int mode, long size, String link) {
  static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int LINK = 157;
  private static final int PREFIX = 345;

  /** Returns the blocks before an entry's content. */
  static byte[] of(Entry entry) {
    var blocks = new ByteArrayOutputStream();
    var name = entry.name().getBytes(StandardCharsets.UTF_8);
    var link = entry.kind() == Manifest.Kind.LINK ? entry.text() : "";
    var target = link.getBytes(StandardCharsets.UTF_8);
    addLong(blocks, 'K', target);
    addLong(blocks, 'L', name);
    var type =
        switch (entry.kind()) {
          case FILE -> '0';
          case FOLDER -> '5';
          case LINK -> '2';
        };
    var block = block(type, entry.mode(), entry.size(), entry.modified());
    System.arraycopy(name, 0, block, 0, Math.min(NAME, name.length));
    System.arraycopy(target, 0, block, LINK, Math.min(NAME, target.length));
    blocks.writeBytes(summed(block));
    return blocks.toByteArray();
  }

  /**
   * Reads a block.
   *
   * @throws IOException if it is none
   */
  static TarHeader read(byte[] block) throws IOException {
    var prefix = block[257] == 'u' && block[262] == 0 ? text(block, PREFIX, 155) : "";
    var name = text(block, 0, NAME);
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        (char) block[156],
        (int) number(block, 100, 8),
        number(block, 124, 12),
        text(block, LINK, NAME));
  }

  /** Returns how many bytes fill up the last block of so many. */
  static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  private static void addLong(ByteArrayOutputStream blocks, char type, byte[] text) {
    if (text.length > NAME) {
      var block = block(type, 0, text.length + 1L, 0);
      var name = "././@LongLink".getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(name, 0, block, 0, name.length);
      blocks.writeBytes(summed(block));
      blocks.writeBytes(text);
      blocks.writeBytes(new byte[1 + padding(text.length + 1L)]);
    }
  }

  private static byte[] block(char type, int mode, long size, long modified) {
    var block = new byte[BLOCK];
    write(block, 100, 8, mode);
    write(block, 108, 8, 0);
    write(block, 116, 8, 0);
    write(block, 124, 12, size);
    write(block, 136, 12, Math.max(0, modified));
    block[156] = (byte) type;
    System.arraycopy("ustar  ".getBytes(StandardCharsets.US_ASCII), 0, block, 257, 7);
    return block;
  }

  private static byte[] summed(byte[] block) {
    Arrays.fill(block, 148, 156, (byte) ' ');
    var sum = 0;
    for (var each : block) {
      sum += each & 0xff;
    }
    write(block, 148, 7, sum);
    block[154] = 0;
    return block;
  }

  private static void write(byte[] block, int at, int length, long number) {
    if (number >= 1L << (3 * (length - 1))) {
      for (int i = length - 1, shift = 0; i > 0; i--, shift += 8) {
        block[at + i] = shift < 64 ? (byte) (number >> shift) : 0;
      }
      block[at] = (byte) 0x80;
      return;
    }
    var digits = Long.toOctalString(number);
    var text = "0".repeat(length - 1 - digits.length()) + digits;
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, block, at, length - 1);
  }

  private static long number(byte[] block, int at, int length) throws IOException {
    if ((block[at] & 0x80) != 0) {
      var big = block[at] & 0x7fL;
      for (int i = 1; i < length; i++) {
        big = (big << 8) | (block[at + i] & 0xff);
      }
      return big;
    }
    var digits = text(block, at, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("the host sent no archive", e);
    }
  }

  private static String text(byte[] block, int at, int length) {
    var end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.UTF_8);
  }
}
