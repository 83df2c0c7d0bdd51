package dev.runbook.journal;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A line cannot be added to a journal, such as on a full disk; those before it are sound. */
public final class JournalException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;
  private final boolean isFirst;

  JournalException(String message, IOException cause, boolean isFirst) {
    super(message, cause);
    this.isFirst = isFirst;
  }

  /** Returns whether it would have been the first line: nothing has happened yet. */
  public boolean isFirst() {
    return isFirst;
  }
}
