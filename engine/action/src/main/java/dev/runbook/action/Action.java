package dev.runbook.action;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of work that a step can ask for, with its arguments.
 *
 * <p>An action is a record annotated with {@link ActionName}: its components are its arguments,
 * bound from the step's {@code with}; {@code O} is a record too, whose components are the step's
 * outputs. Components may be text, boolean, numbers, {@link java.time.Duration}, {@link
 * java.time.Instant}, {@link Size}, {@link java.net.URI}, {@link java.nio.file.Path}, {@link
 * Secret}, enums, records, lists and maps of those, {@code Object} for any value, and one record
 * annotated with {@link ConnectionName}. A step names a file for the text component {@code
 * template}, which gets what the file says once each <code>${...}</code> in it is filled in.
 *
 * <p>Rules that every action keeps:
 *
 * <ul>
 *   <li>It never sleeps or polls: work that goes on outside is answered with {@link
 *       Outcome.NotYet}.
 *   <li>It may block on work that it carries out itself, and then heeds {@link
 *       Call#cancellation()}.
 *   <li>{@link #preview} reads and never writes.
 *   <li>It is immutable, and may be called from any thread.
 * </ul>
 *
 * @param <O> the outputs: a record
 */
public interface Action<O> {

  /**
   * Does the work.
   *
   * @return the answer; {@link Outcome.Failed} is an answer too
   * @throws Exception as an accident (no network, no such program): the engine retries it where the
   *     step says so. The message is shown to the operator.
   */
  Outcome<O> run(Call call) throws Exception;

  /**
   * Returns what {@link #run} would do. Without {@link Look#probing()} it asks no outside system.
   */
  default Preview preview(Look look) throws Exception {
    return Preview.change("run " + getClass().getAnnotation(ActionName.class).value());
  }

  /**
   * Returns the action that takes this one back, made from what it did; empty if nothing changed.
   */
  default Optional<Action<?>> undo(O outputs) {
    return Optional.empty();
  }

  /**
   * Gives up work for which a token is out ({@link Call#token()}): ends it, or leaves it and says
   * where with {@link Call#line}. Called on a timeout, on cancel, or when a rescue succeeded over
   * the step.
   */
  default void abandon(Call call) throws Exception {}

  /** Returns whether a call that was cut off by a crash can simply be run again. */
  default Again again() {
    return Again.NO;
  }

  /** Returns plausible outputs for rehearsals, or null to have them made from the types. */
  default @Nullable O example() {
    return null;
  }
}
