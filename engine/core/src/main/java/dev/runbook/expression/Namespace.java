package dev.runbook.expression;

import java.util.Collection;

/**
 * Names below a root name, found on demand: {@code inputs}, {@code steps}, {@code steps.build}. It
 * is no value itself: using it as one is an error.
 */
public interface Namespace {

  /** Returns what a name stands for: a value, a further namespace, or why there is none. */
  Result get(String name);

  /** Returns the names there are, for "did you mean". */
  Collection<String> names();
}
