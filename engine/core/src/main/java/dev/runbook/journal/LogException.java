package dev.runbook.journal;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A step's log cannot be written, such as on a full disk; the journal may still be sound. */
public final class LogException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;
  private final String hint;

  LogException(String message, String hint, IOException cause) {
    super(message, cause);
    this.hint = hint;
  }

  /** Returns what the operator can do next. */
  public String hint() {
    return hint;
  }
}
