package dev.runbook.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Bytes that are given by one thread, never waiting, and read by another. */
final class Feed extends InputStream {
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> given = new LinkedBlockingQueue<>();
  private byte[] current = new byte[] {};
  private int at;
  private boolean isAtEnd;
  private volatile InputStream rest = InputStream.nullInputStream();
  private volatile @Nullable IOException trouble;
  private volatile boolean isClosed;

  void give(byte[] bytes) {
    if (bytes.length > 0) {
      given.add(bytes);
    }
  }

  void end() {
    given.add(END);
  }

  /** Goes on with this, and ends when it does. */
  void end(InputStream rest) {
    this.rest = rest;
    end();
  }

  /** Returns why it ended early; null if it did not. */
  @Nullable IOException trouble() {
    return trouble;
  }

  @Override
  public int read() throws InterruptedIOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] to, int offset, int length) throws InterruptedIOException {
    while (at == current.length && !isAtEnd) {
      current = next();
      at = 0;
      isAtEnd = current.length == 0;
    }
    if (isAtEnd) {
      return rest(to, offset, length);
    }
    var count = Math.min(length, current.length - at);
    System.arraycopy(current, at, to, offset, count);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    isClosed = true;
    end();
    rest.close();
  }

  /**
   * Ends where it breaks: JSch would leave the host waiting for more. A host that is done before it
   * has read all closes this, which breaks nothing.
   */
  private int rest(byte[] to, int offset, int length) {
    try {
      return trouble == null ? rest.read(to, offset, length) : -1;
    } catch (IOException e) {
      trouble = isClosed ? trouble : e;
      return -1;
    }
  }

  private byte[] next() throws InterruptedIOException {
    try {
      return given.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
