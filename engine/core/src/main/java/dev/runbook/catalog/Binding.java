package dev.runbook.catalog;

import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.Type;
import dev.runbook.model.Declaration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads values by their declared types: inputs, gate fields, settings. Bad ones are located errors.
 */
public final class Binding {
  private Binding() {}

  /** A value that was read; it may be null, where nothing was required. */
  public record Bound(@Nullable Object value) {}

  /**
   * Returns the given value as what the declaration wants, checked against choices, pattern, min
   * and max; one of the values that {@link dev.runbook.json} lists. Empty if it is wrong, which is
   * reported, or unknown, which is not.
   */
  public static Optional<Bound> read(Declaration declaration, Given given, Problems problems) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #read} for a value of that shape, with {@code what} to name it in messages. */
  public static Optional<Bound> read(
      Declaration.Shape shape, String what, Given given, Problems problems) {
    throw new UnsupportedOperationException();
  }

  /** Returns a plain value without a declared type: YAML 1.2 core schema; others as they are. */
  public static @Nullable Object any(Given given) {
    throw new UnsupportedOperationException();
  }

  /** Returns the static type of a declared one. */
  public static Type type(Declaration declaration) {
    throw new UnsupportedOperationException();
  }
}
