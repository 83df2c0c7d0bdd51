package dev.runbook.secret;

import java.util.Collection;

/**
 * Replaces secret values by {@code ***}, as they are and in their JSON, shell, URL, hex and base64
 * forms (three alignments, wrapped), and each line of one with several lines. Safe for several
 * threads.
 */
public final class Masker {
  /** The shortest secret that can be masked without masking ordinary text. */
  public static final int SHORTEST = 6;

  /** Adds secrets, from when on they are masked. */
  public void add(Collection<String> secrets) {
    throw new UnsupportedOperationException("masker of " + secrets.size());
  }

  public String mask(String text) {
    throw new UnsupportedOperationException(text);
  }

  /** Returns text, lists, maps and their keys masked; any other value as it is. */
  public @org.jspecify.annotations.Nullable Object maskValue(
      @org.jspecify.annotations.Nullable Object value) {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns a new stream, in which a secret is found though it comes in several chunks or lines.
   */
  public Stream stream(java.util.function.Consumer<String> lines) {
    throw new UnsupportedOperationException("stream to " + lines);
  }

  /** Text that comes in chunks and goes out in masked lines. Not safe for several threads. */
  public interface Stream extends AutoCloseable {
    void write(String chunk);

    /** Gives out what is left, also a last line without a newline. */
    @Override
    void close();
  }
}
