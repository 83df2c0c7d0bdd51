package dev.runbook.run;

import dev.runbook.expression.Result;
import dev.runbook.expression.Scope;

/** What is given from outside sees nothing. */
public enum NoNames implements Scope {
  SEEN;

  @Override
  public Result root(String name) {
    return new Result.Missing("`" + name + "` has no meaning in a value from outside", null);
  }

  @Override
  public Result now() {
    return new Result.Missing("`now()` has no meaning in a value from outside", null);
  }
}
