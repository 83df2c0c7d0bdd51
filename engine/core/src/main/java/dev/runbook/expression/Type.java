package dev.runbook.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a value before anything runs. */
public sealed interface Type {

  /** The types without parts. {@code ANY} is checked when evaluated. */
  enum Plain implements Type {
    ANY,
    NULL,
    TEXT,
    NUMBER,
    BOOLEAN,
    DURATION,
    INSTANT,
    SECRET
  }

  /** A list of such elements. */
  record ListOf(Type element) implements Type {}

  /** A map from text to such values, whose keys are known only when evaluated. */
  record MapOf(Type value) implements Type {}

  /**
   * A value with known names: outputs of an action, a declared map, a namespace such as {@code
   * inputs}.
   *
   * @param what how a missing name is reported: "no WHAT `x`", such as "input" or "output of
   *     `build`"
   * @param isValue whether it can be used whole, as a map; a namespace cannot
   */
  record Fields(String what, Map<String, Type> fields, boolean isValue) implements Type {}

  /** Perhaps null: an optional input. */
  record OrNull(Type type) implements Type {}

  /**
   * A name that must not be used here; checking reports the message at it.
   *
   * @param message one sentence, such as "step `b` runs later"
   */
  record Wrong(String message, @Nullable String hint) implements Type {}
}
