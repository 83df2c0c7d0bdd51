package dev.runbook.journal;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A line cannot be added to a journal, such as on a full disk; those before it are sound. */
public final class JournalException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;
  private final String remedy;
  private final boolean isFirst;

  JournalException(String message, String remedy, IOException cause, boolean isFirst) {
    super(message, cause);
    this.remedy = remedy;
    this.isFirst = isFirst;
  }

  /** Returns what has to be done before the run can go on, such as {@code make room}. */
  public String remedy() {
    return remedy;
  }

  /** Returns whether it would have been the first line: nothing has happened yet. */
  public boolean isFirst() {
    return isFirst;
  }
}
