package dev.runbook.run;

import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the interpreter asks of the outside. Where a world keeps a record, it answers
 * from that first: that is all there is to a resume.
 */
interface World {

  /** Returns how the step as a whole ended, if that is recorded. */
  Optional<Ended> recorded(Key key, Step step, Context context);

  /** Evaluates, once: what was decided before is answered again. */
  Result decide(Key key, String what, Question question) throws EvaluationException;

  /** Returns the instant that {@code now()} stands for in a part of a step. */
  Result now(Key key, String part);

  Instant instant();

  /** Returns how an attempt ended, if that is recorded. */
  Optional<Ended> answered(Attempt attempt, Step step);

  /** Records how an attempt of a group or call ended; actions record their own. */
  void answer(Attempt attempt, Ended ended);

  /** Returns whether a group or call was entered before, by this process or an earlier one. */
  default boolean entered(Key key) {
    return false;
  }

  /** Says that a step begins. */
  void enter(Key key, Step step, Context context);

  /**
   * Says that a step ended.
   *
   * @param record whether the end is not recorded yet, and a resume needs it
   */
  void leave(Key key, Step step, Ended ended, boolean record);

  /** Runs a step's action, once. */
  Ended perform(Attempt attempt, Step step, Work.Act act, Context context)
      throws EvaluationException;

  /**
   * Lets time pass, for a {@code wait}, a poll or a retry. Leaves by {@link Halt} or {@link
   * TimedOut}.
   */
  void pass(Pause pause, Context context);

  /** Asks a person. */
  Ended ask(Key key, Step step, Work.Gate gate, Context context) throws EvaluationException;

  /** Takes back the finished steps among those ids. */
  Ended rollback(Key key, Step step, Work.Rollback rollback, Context context);

  /** Records what takes a step back, where the runbook says so with {@code undo}. */
  void remember(Key key, Step step, Ended.Succeeded succeeded, Context context)
      throws EvaluationException;

  /** Runs branches, at most so many at once, and returns when all have come back. */
  void branches(List<Runnable> branches, int atOnce);

  /** Returns when what was done so far is known even if the machine dies now. */
  void keepAnswers();

  /** Returns when a step that may take so long must have ended. */
  Deadline deadline(Key key, Duration timeout);

  /** Returns the failure with which a group's own steps were left before, and records a new one. */
  Optional<Failure> left(Key key, Step step);

  void leaveBody(Key key, Failure failure);

  /** Told where nothing in a group failed: a preview sees what its {@code rescue} would do. */
  default void foresee(Key key, Consumer<Result> rescue) {}

  /** Returns what {@code error} is in the {@code always} of a group. */
  default Result error(Key key, @Nullable Failure failure) {
    return Result.of(failure == null ? null : failure.value());
  }

  /** Returns with what reason a step ran out of time before. */
  default Optional<String> late(Key key) {
    return Optional.empty();
  }

  /** Records, once, that a step ran out of time, before what follows from that. */
  default void late(Key key, String reason) {}

  /** Returns whether parallel work was stopped before, because something in it failed. */
  default boolean stopped(Key key) {
    return false;
  }

  /** Records that nothing new starts in parallel work. */
  default void stop(Key key) {}

  /** Told of a step that ran out of time before: what is out of it is to be given up. */
  default void recall(Key key, Step step, Work.Act act, Context context)
      throws EvaluationException {}

  /** Gives up the work outside that steps below those prefixes have a token for. */
  void abandon(List<String> roots, Context context);

  /** Returns how a call ends for which something stands in as a whole. */
  default Optional<Ended> called(Key key) {
    return Optional.empty();
  }

  /** Evaluates something. */
  interface Question {
    Result ask() throws EvaluationException;
  }

  /**
   * A stretch of time in which nothing happens.
   *
   * @param why what is waited for, such as "`output.count == 0`: output.count is 3"
   * @param retry the failure after which the step is tried again; null for a wait or a poll
   */
  record Pause(Key key, Step step, Instant until, String why, @Nullable Failure retry) {}
}
