package dev.runbook.expression;

import org.jspecify.annotations.Nullable;

/** Why an operator or a function gives no value. It knows no place: whoever applies it does. */
final class NoValueException extends Exception {
  static final int WHOLE = -1;
  private static final long serialVersionUID = 1L;

  private final int argument;
  private final @Nullable String hint;

  NoValueException(String message, @Nullable String hint) {
    this(WHOLE, message, hint);
  }

  /**
   * @param argument which one is wrong, from 0; {@link #WHOLE} if it is none of them alone
   */
  NoValueException(int argument, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.argument = argument;
    this.hint = hint;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  int argument() {
    return argument;
  }

  @Nullable String hint() {
    return hint;
  }
}
