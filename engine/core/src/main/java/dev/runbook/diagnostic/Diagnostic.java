package dev.runbook.diagnostic;

import dev.runbook.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * One problem, its place and the advice.
 *
 * <p>How messages are written:
 *
 * <ul>
 *   <li>The message says what is wrong in one sentence: lower case, no full stop, names in
 *       backticks, no class names, no abbreviations. It does not repeat the source line, which is
 *       shown below it.
 *   <li>The span covers exactly the wrong word. A missing thing points at its owner.
 *   <li>Advice goes to the hint and can be followed literally. "did you mean" only for near misses.
 *   <li>Everything found is reported at once, in file order; one mistake gives one message.
 *   <li>No secret and no value of unknown size. A failed condition shows the values it saw.
 * </ul>
 *
 * @param span null only for what stands in no text, such as a missing file
 */
public record Diagnostic(
    Severity severity, @Nullable Span span, String message, @Nullable String hint) {

  /** How bad a problem is: an error keeps a runbook from running. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public static Diagnostic error(@Nullable Span span, String message, @Nullable String hint) {
    return new Diagnostic(Severity.ERROR, span, message, hint);
  }

  public static Diagnostic warning(@Nullable Span span, String message, @Nullable String hint) {
    return new Diagnostic(Severity.WARNING, span, message, hint);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
