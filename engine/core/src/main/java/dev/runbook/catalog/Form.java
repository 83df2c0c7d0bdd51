package dev.runbook.catalog;

import dev.runbook.expression.Type;
import org.jspecify.annotations.Nullable;

/**
 * What an argument, an output or a declared input can be: how it is read, written, named and made
 * up. Immutable.
 */
interface Form {

  /** Returns its name as operators know it: "text", "list of text". */
  String name();

  /** Returns the static type of its values. */
  Type type();

  /** Returns whether a value of that type, neither any nor null, may turn out right. */
  boolean takes(Type type);

  /**
   * Returns what an action gets for it; null if it is wrong, which is reported, or needs something
   * unknown, which is noted. Called through {@link Reading#read} only.
   *
   * @param given plain, fixed, items or entries
   */
  @Nullable Object read(Given given, Subject subject, Reading reading);

  /** Returns what an action has as one of the values of runbooks. */
  @Nullable Object value(Object java);

  /** Returns a plausible one, as an action has it. */
  Object example();

  /** Returns whether null is a value of it. */
  default boolean takesNull() {
    return false;
  }

  /** Returns whether a text can stand for one that is not known yet. */
  default boolean showsUnknown() {
    return false;
  }

  /** Returns whether it must be kept out of records. */
  default boolean isSecret() {
    return false;
  }
}
