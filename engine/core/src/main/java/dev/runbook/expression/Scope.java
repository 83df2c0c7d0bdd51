package dev.runbook.expression;

/** Where an expression finds its names while it is evaluated. */
public interface Scope {

  /**
   * Returns what a root name stands for here: {@code inputs}, {@code vars}, {@code secrets}, {@code
   * connections}, {@code steps}, {@code item} (or its {@code as} name), {@code output}, {@code
   * error}, {@code event}, {@code run}; {@link Result.Missing} for one that has no meaning here.
   */
  Result root(String name);

  /** Returns the instant that {@code now()} stands for. */
  Result now();
}
