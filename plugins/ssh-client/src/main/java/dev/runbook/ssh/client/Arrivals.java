package dev.runbook.ssh.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * What arrives by a channel of another session: one thread brings it, another reads it, and waits
 * for it no longer than it would at a socket. JSch's own pipe waits for ever.
 */
final class Arrivals extends OutputStream {
  private static final int MOST = 1 << 18;

  private final Deque<byte[]> kept = new ArrayDeque<>();
  private int size;
  private int at;
  private long patience;
  private boolean isAtEnd;
  private boolean isShut;

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    await(() -> size < MOST || isShut, 0);
    if (isShut) {
      throw new IOException("nobody reads it any more");
    }
    if (length > 0) {
      kept.add(Arrays.copyOfRange(bytes, offset, offset + length));
      size += length;
      notifyAll();
    }
  }

  /** No more comes; what is there is still read. */
  @Override
  public synchronized void close() {
    isAtEnd = true;
    notifyAll();
  }

  /** Nothing of it is wanted any more. */
  synchronized void shut() {
    isAtEnd = true;
    isShut = true;
    kept.clear();
    notifyAll();
  }

  private synchronized int read(byte[] to, int offset, int length) throws IOException {
    if (!await(() -> !kept.isEmpty() || isAtEnd, patience)) {
      throw new SocketTimeoutException("timeout");
    }
    return kept.isEmpty() ? -1 : taken(to, offset, length);
  }

  private int taken(byte[] to, int offset, int length) {
    var first = kept.element();
    var count = Math.min(length, first.length - at);
    System.arraycopy(first, at, to, offset, count);
    at += count;
    if (at == first.length) {
      kept.remove();
      size -= first.length;
      at = 0;
      notifyAll();
    }
    return count;
  }

  /**
   * Waits until something holds.
   *
   * @param patience in milliseconds; 0 for ever
   * @return false if it is over before
   */
  private synchronized boolean await(BooleanSupplier holds, long patience)
      throws InterruptedIOException {
    var start = System.nanoTime();
    try {
      while (!holds.getAsBoolean()) {
        var waited = (System.nanoTime() - start) / 1_000_000;
        if (patience > 0 && waited >= patience) {
          return false;
        }
        wait(patience == 0 ? 0 : patience - waited);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private synchronized void patience(int milliseconds) {
    patience = milliseconds;
  }

  InputStream reading() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        return Arrivals.this.read(to, offset, length);
      }
    };
  }

  /** Returns what JSch takes for a socket, to which it says how long to wait. */
  Socket socket() {
    return new Socket() {
      @Override
      public synchronized void setSoTimeout(int milliseconds) {
        patience(milliseconds);
      }
    };
  }
}
