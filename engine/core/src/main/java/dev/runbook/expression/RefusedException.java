package dev.runbook.expression;

import org.jspecify.annotations.Nullable;

/** An expression that cannot be read, and why. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Node.Place place;
  private final transient @Nullable String hint;

  RefusedException(Node.Place place, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.place = place;
    this.hint = hint;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  Node.Place place() {
    return place;
  }

  @Nullable String hint() {
    return hint;
  }
}
