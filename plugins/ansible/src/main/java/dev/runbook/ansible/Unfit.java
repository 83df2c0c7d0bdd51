package dev.runbook.ansible;

/** What a step or its connection says cannot be used; the message is for operators. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1;

  Unfit(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
