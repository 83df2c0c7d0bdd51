package dev.runbook.secret;

import java.io.IOException;
import java.io.OutputStream;

/** Hands on a text with {@code ***} instead of what matches. */
final class MaskingOutput implements Sieve.Sink {
  private static final byte[] MASK = {'*', '*', '*'};

  private final OutputStream out;

  /** Whether what was handed on last is masked. */
  private boolean masks;

  private boolean masked;

  MaskingOutput(OutputStream out) {
    this.out = out;
  }

  /** Returns whether anything was masked so far. */
  boolean hasMasked() {
    return masked;
  }

  @Override
  public void pass(byte[] text, int from, int length) throws IOException {
    out.write(text, from, length);
    masks = false;
  }

  @Override
  public void match(byte[] text, int start, int from, int end) throws IOException {
    if (!masks) {
      out.write(MASK, 0, MASK.length);
    }
    masks = true;
    masked = true;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
