package dev.runbook.secret;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Hands on what is written to it, with {@code ***} instead of what matches a pattern. Holds back
 * only what may still become a match. Not safe for several threads.
 */
final class MaskingOutput extends OutputStream {
  private static final byte[] MASK = {'*', '*', '*'};

  private final Supplier<Patterns> patterns;
  private final OutputStream out;
  private byte[] held = new byte[256];
  private int end;

  /** Up to where it is decided which matches begin. */
  private int decided;

  /** Up to where everything was handed on, as it is or masked. */
  private int handedOn;

  /** Whether what was handed on last is masked. */
  private boolean masks;

  private boolean masked;

  MaskingOutput(Supplier<Patterns> patterns, OutputStream out) {
    this.patterns = patterns;
    this.out = out;
  }

  /** Returns whether anything was masked so far. */
  boolean hasMasked() {
    return masked;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] text, int offset, int length) throws IOException {
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
      if (next.end() > 0) {
        mask(next.end());
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

  /** Hands on what stands before a place, but for what is masked. */
  private void pass(int until) throws IOException {
    if (until > handedOn) {
      out.write(held, handedOn, until - handedOn);
      handedOn = until;
      masks = false;
    }
  }

  private void mask(int until) throws IOException {
    if (until <= handedOn) {
      return;
    }
    if (!masks) {
      out.write(MASK, 0, MASK.length);
    }
    masks = true;
    masked = true;
    handedOn = until;
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
  public void close() throws IOException {
    decide(true);
    pass(end);
    out.close();
  }
}
