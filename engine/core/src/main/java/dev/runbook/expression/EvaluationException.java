package dev.runbook.expression;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.text.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An expression that has no value, such as a text compared with a number. */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;
  private final transient Result.@Nullable Missing missing;

  public EvaluationException(Span span, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.diagnostic = Diagnostic.error(span, message, hint);
    this.missing = null;
  }

  /** Says that there is no value because something it needs is not there. */
  EvaluationException(Span span, Result.Missing missing) {
    super(missing.reason(), null, false, false);
    this.diagnostic = Diagnostic.error(span, missing.reason(), missing.hint());
    this.missing = missing;
  }

  /** Returns what is not there, if that is why; {@code default} and {@code has} accept it. */
  public Optional<Result.Missing> missing() {
    return Optional.ofNullable(missing);
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
