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
   * @param lacking what is said before a name that is not there, such as "no input" or "step
   *     `build` has no output"
   * @param isValue whether it can be used whole, as a map; a namespace cannot
   */
  record Fields(String lacking, Map<String, Type> fields, boolean isValue) implements Type {}

  /** Perhaps null: an optional input. */
  record OrNull(Type type) implements Type {}

  /**
   * A name that must not be used here; checking reports the message at it.
   *
   * @param message one sentence, such as "step `b` runs later"
   */
  record Wrong(String message, @Nullable String hint) implements Type {}
}
