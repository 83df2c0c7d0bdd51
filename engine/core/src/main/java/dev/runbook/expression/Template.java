package dev.runbook.expression;

import dev.runbook.diagnostic.Problems;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Span;
import java.util.List;
import java.util.Optional;

/**
 * A text that may hold <code>${...}</code>. One that is just one <code>${...}</code> keeps the
 * value's type; <code>$${</code> is the text <code>${</code>. Immutable, safe for several threads.
 */
public final class Template {
  private final Excerpt excerpt;

  private Template(Excerpt excerpt) {
    this.excerpt = excerpt;
  }

  /** Parses a template. Errors are reported; the template returned then stands for its raw text. */
  public static Template parse(Excerpt excerpt, Problems problems) {
    return new Template(excerpt);
  }

  public Span span() {
    return excerpt.span();
  }

  public Excerpt excerpt() {
    return excerpt;
  }

  /** Returns the text, with <code>$${</code> resolved, if there is no expression in it. */
  public Optional<String> constant() {
    throw new UnsupportedOperationException();
  }

  /** Returns the expression, if the whole text is just one. */
  public Optional<Expression> single() {
    throw new UnsupportedOperationException();
  }

  public List<Expression> expressions() {
    throw new UnsupportedOperationException();
  }

  /** Reports what is wrong with names and types, and returns the type of the value. */
  public Type check(Names names, Problems problems) {
    throw new UnsupportedOperationException();
  }

  /** Returns the value: text, or what its single expression gives; or that it is unknown. */
  public Result evaluate(Scope scope) throws EvaluationException {
    throw new UnsupportedOperationException();
  }
}
