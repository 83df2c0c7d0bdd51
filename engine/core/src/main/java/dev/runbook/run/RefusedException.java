package dev.runbook.run;

import dev.runbook.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked for cannot be done as it was asked; nothing was done. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public RefusedException(List<Diagnostic> diagnostics) {
    super(diagnostics.get(0).message(), null, false, false);
    this.diagnostics = List.copyOf(diagnostics);
  }

  static RefusedException because(String message, @Nullable String hint) {
    return new RefusedException(List.of(Diagnostic.error(null, message, hint)));
  }

  /** Returns why, at least one; in file order where they have a place. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
