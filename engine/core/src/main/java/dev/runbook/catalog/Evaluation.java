package dev.runbook.catalog;

import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Scope;
import dev.runbook.model.Value;

/** Evaluates the templates in a value. */
public final class Evaluation {
  private Evaluation() {}

  /** Returns the value with all templates evaluated; unknown parts are {@link Given.Unknown}. */
  public static Given of(Value value, Scope scope) throws EvaluationException {
    throw new UnsupportedOperationException();
  }
}
