package dev.runbook.ssh;

/** An argument that cannot be used; the message is the reason shown. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1;

  Unfit(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
