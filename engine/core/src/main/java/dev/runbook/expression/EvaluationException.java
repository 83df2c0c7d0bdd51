package dev.runbook.expression;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.text.Span;
import org.jspecify.annotations.Nullable;

/** An expression that has no value, such as a text compared with a number. */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  public EvaluationException(Span span, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.diagnostic = Diagnostic.error(span, message, hint);
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
