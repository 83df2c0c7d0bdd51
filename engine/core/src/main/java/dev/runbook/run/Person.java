package dev.runbook.run;

import dev.runbook.journal.Decision;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The operator at the terminal, if there is one. */
public interface Person {

  /** Nobody: decisions come from elsewhere only. */
  Person NOBODY =
      new Person() {
        @Override
        public boolean isThere() {
          return false;
        }

        @Override
        public Optional<Decision> decide(Opening opening, BooleanSupplier over) {
          return Optional.empty();
        }
      };

  boolean isThere();

  /**
   * Asks for a decision and returns it; empty if the operator leaves it to later, or if it is over.
   *
   * @param over whether the question is answered elsewhere, or the run stops; asked now and then
   */
  Optional<Decision> decide(Opening opening, BooleanSupplier over);

  /**
   * Tells the operator, who may not decide, that others are asked, until it is over.
   *
   * @param why they may not
   * @return whether they want to wait for it; else it is left to later
   */
  default boolean awaits(Opening opening, String why, BooleanSupplier over) {
    return false;
  }

  /** Asks for a secret, without showing it; empty if nobody gives it. {@code prompt: true}. */
  default Optional<String> secret(String name) {
    return Optional.empty();
  }
}
