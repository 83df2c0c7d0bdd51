package dev.runbook.git;

import org.jspecify.annotations.Nullable;

/** A bad answer that trying again does not better; the message is the reason shown. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  Refused(String reason) {
    super(reason);
  }

  Refused(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
