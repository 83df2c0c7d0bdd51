package dev.runbook.catalog;

import dev.runbook.diagnostic.Diagnostic;
import java.util.List;

/** An action that breaks the rules of {@link dev.runbook.action.Action}: its author's mistake. */
final class UnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> problems;

  UnusableException(String message) {
    super(message);
    this.problems = List.of();
  }

  UnusableException(String message, Throwable cause) {
    super(message, cause);
    this.problems = List.of();
  }

  /** Says what is wrong with a file. */
  UnusableException(List<Diagnostic> problems) {
    super(problems.get(0).message());
    this.problems = List.copyOf(problems);
  }

  /** Returns what is wrong with the file that describes the action; empty if none does. */
  List<Diagnostic> problems() {
    return problems;
  }
}
