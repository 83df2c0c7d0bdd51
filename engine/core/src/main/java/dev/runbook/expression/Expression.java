package dev.runbook.expression;

import dev.runbook.diagnostic.Problems;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Span;
import java.util.List;
import java.util.Optional;

/**
 * A condition or the inside of <code>${...}</code>, parsed. Immutable, safe for several threads.
 */
public final class Expression {
  private final Excerpt excerpt;

  private Expression(Excerpt excerpt) {
    this.excerpt = excerpt;
  }

  /** Parses an expression; empty if it has errors, which are reported. */
  public static Optional<Expression> parse(Excerpt excerpt, Problems problems) {
    return Optional.of(new Expression(excerpt));
  }

  public Span span() {
    return excerpt.span();
  }

  /** Returns the expression as written. */
  public String text() {
    return excerpt.text();
  }

  /** Returns all names it reads, in the order written. */
  public List<Reference> references() {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns the names whose text can stand in the value as it is, so that a shell would read it:
   * not those in a {@code quote(..)}, in a condition, in a comparison or in arithmetic.
   */
  public List<Reference> unquoted() {
    return List.of();
  }

  /** Returns the names that are compared with a text that is written out, in the order written. */
  public List<Comparison> comparisons() {
    return List.of();
  }

  /** Reports what is wrong with names and types, and returns the type of the value. */
  public Type check(Names names, Problems problems) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #check}, and reports it if the value cannot be a boolean. */
  public void checkCondition(Names names, Problems problems) {
    throw new UnsupportedOperationException();
  }

  /** Returns the value, or that it is unknown; never {@link Result.Missing}. */
  public Result evaluate(Scope scope) throws EvaluationException {
    throw new UnsupportedOperationException();
  }

  /**
   * As {@link #evaluate}, for a condition: known values are {@link Boolean}, all else is an error.
   */
  public Result evaluateCondition(Scope scope) throws EvaluationException {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns the values that the names in it have, as a failed condition shows them: "output.count
   * is 3", each at most 80 characters, without secrets; empty if it reads no name.
   */
  public List<String> seen(Scope scope) {
    throw new UnsupportedOperationException();
  }
}
