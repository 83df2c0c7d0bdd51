package dev.runbook.http;

/** A bad answer that trying again does not better; the message is the reason shown. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  Refused(String reason) {
    super(reason);
  }

  Refused(String reason, Throwable cause) {
    super(reason, cause);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
