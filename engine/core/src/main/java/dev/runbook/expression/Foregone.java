package dev.runbook.expression;

/** The scope before anything is known: what an expression gives in it, it gives in any other. */
enum Foregone implements Scope {
  SCOPE;

  private static final Result UNKNOWN = Result.unknown("the start");

  @Override
  public Result root(String name) {
    return UNKNOWN;
  }

  @Override
  public Result now() {
    return UNKNOWN;
  }
}
