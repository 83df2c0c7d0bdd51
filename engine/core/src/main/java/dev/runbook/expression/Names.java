package dev.runbook.expression;

import java.util.Map;

/** The root names that an expression may use where it stands, with their types. */
public record Names(Map<String, Type> roots) {
  public Names {
    roots = Map.copyOf(roots);
  }
}
