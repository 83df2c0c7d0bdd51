package dev.runbook.diagnostic;

import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects problems while a runbook is read and checked. Not safe for several threads. */
public final class Problems {
  private static final Comparator<Diagnostic> FILE_ORDER =
      Comparator.comparingInt(d -> d.span() == null ? -1 : d.span().start());

  private final List<Diagnostic> found = new ArrayList<>();

  public void error(@Nullable Span span, String message) {
    add(Diagnostic.error(span, message, null));
  }

  public void error(@Nullable Span span, String message, @Nullable String hint) {
    add(Diagnostic.error(span, message, hint));
  }

  public void warning(@Nullable Span span, String message, @Nullable String hint) {
    add(Diagnostic.warning(span, message, hint));
  }

  public void add(Diagnostic diagnostic) {
    found.add(diagnostic);
  }

  public void addAll(List<Diagnostic> diagnostics) {
    found.addAll(diagnostics);
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(Diagnostic::isError);
  }

  /** Returns how many were found, each time it was reported. */
  public int count() {
    return found.size();
  }

  /** Returns how many errors were found. */
  public long errors() {
    return found.stream().filter(Diagnostic::isError).count();
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Returns what was found: source by source as they were first met, each in file order. A mistake
   * that is met twice, by an alias or a runbook called twice, is there once.
   */
  public List<Diagnostic> inFileOrder() {
    var sources = new ArrayList<Object>();
    for (var diagnostic : found) {
      var source = diagnostic.span() == null ? this : diagnostic.span().source();
      if (!sources.contains(source)) {
        sources.add(source);
      }
    }
    Comparator<Diagnostic> bySource =
        Comparator.comparingInt(d -> sources.indexOf(d.span() == null ? this : d.span().source()));
    return found.stream().distinct().sorted(bySource.thenComparing(FILE_ORDER)).toList();
  }
}
