package dev.runbook.shell;

/** A text is not what it should be; the message says what and where. */
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
