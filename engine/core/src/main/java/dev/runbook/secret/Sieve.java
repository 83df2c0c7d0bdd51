package dev.runbook.secret;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Divides what is written to it into what matches a pattern and what does not. Holds back only what
 * may still become a match. Safe for several threads.
 */
final class Sieve extends OutputStream {
  private final Supplier<Patterns> patterns;
  private final Sink sink;
  private byte[] held = new byte[256];
  private int end;

  /** Up to where it is decided which matches begin. */
  private int decided;

  /** Up to where everything was handed on. */
  private int handedOn;

  Sieve(Supplier<Patterns> patterns, Sink sink) {
    this.patterns = patterns;
    this.sink = sink;
  }

  /** Gets each byte once, in order. */
  interface Sink {
    void pass(byte[] text, int from, int length) throws IOException;

    /**
     * Gets what a match covers.
     *
     * @param start of the match; what is before {@code from} was handed on with an earlier one
     */
    void match(byte[] text, int start, int from, int end) throws IOException;

    void close() throws IOException;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] text, int offset, int length) throws IOException {
    if (held.length - end < length) {
      held = Arrays.copyOf(held, Math.max(2 * held.length, end + length));
    }
    System.arraycopy(text, offset, held, end, length);
    end += length;
    decide(false);
  }

  private void decide(boolean isLast) throws IOException {
    var known = patterns.get();
    var at = decided;
    while (at < end) {
      var next = known.next(held, at, end, isLast);
      pass(next.start());
      if (next.end() > handedOn) {
        sink.match(held, next.start(), handedOn, next.end());
        handedOn = next.end();
      }
      at = next.start() + 1;
      if (!next.isDecided()) {
        at = next.start();
        break;
      }
    }
    decided = Math.min(at, end);
    forget();
  }

  /** Hands on what stands before a place and matches nothing. */
  private void pass(int until) throws IOException {
    if (until > handedOn) {
      sink.pass(held, handedOn, until - handedOn);
      handedOn = until;
    }
  }

  /** Drops what was decided and handed on, but for a little that a match may look back at. */
  private void forget() {
    var gone = Math.max(0, Math.min(decided, handedOn) - Patterns.LOOK_BACK);
    System.arraycopy(held, gone, held, 0, end - gone);
    end -= gone;
    decided -= gone;
    handedOn -= gone;
  }

  /** Hands on what was held back as well, and closes what it writes to. */
  @Override
  public synchronized void close() throws IOException {
    decide(true);
    pass(end);
    sink.close();
  }
}
