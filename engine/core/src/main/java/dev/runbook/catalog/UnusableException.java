package dev.runbook.catalog;

/** An action that breaks the rules of {@link dev.runbook.action.Action}: its author's mistake. */
final class UnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableException(String message) {
    super(message);
  }

  UnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
