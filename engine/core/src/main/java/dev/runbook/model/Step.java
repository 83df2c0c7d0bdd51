package dev.runbook.model;

import dev.runbook.expression.Expression;
import dev.runbook.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a runbook.
 *
 * @param id unique in its file
 * @param name for people; may hold templates
 * @param span the key that says what kind of step it is, such as {@code action}
 */
public record Step(Word id, @Nullable Value name, Work work, Settings settings, Span span) {

  /** What to do when a run is resumed and the step was cut off in the middle. */
  public enum OnResume {
    RERUN,
    ASK,
    SKIP
  }

  /**
   * How a step's work is repeated, bounded and judged; null where nothing is said.
   *
   * @param as what {@code item} is called; "item" unless said
   * @param message what to say when {@code assertion} is false
   * @param continueOnFailure {@code on_failure: continue}
   * @param sensitive whether its arguments, outputs and log are kept out of every record
   */
  public record Settings(
      @Nullable Value forEach,
      Word as,
      @Nullable Value maxParallel,
      @Nullable Expression when,
      @Nullable Value timeout,
      @Nullable Expression until,
      @Nullable Value every,
      @Nullable Value inARow,
      @Nullable Retry retry,
      @Nullable Expression assertion,
      @Nullable Value message,
      boolean continueOnFailure,
      @Nullable Undo undo,
      @Nullable DoneIf doneIf,
      @Nullable OnResume onResume,
      boolean sensitive) {

    /** Returns the settings of a step that says none; the span is where it stands. */
    public static Settings none(Span span) {
      return new Settings(
          null,
          new Word("item", span),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          false,
          null,
          null,
          null,
          false);
    }

    /** Returns these, of a step of which nothing is recorded. */
    public Settings asSensitive() {
      return new Settings(
          forEach,
          as,
          maxParallel,
          when,
          timeout,
          until,
          every,
          inARow,
          retry,
          assertion,
          message,
          continueOnFailure,
          undo,
          doneIf,
          onResume,
          true);
    }
  }

  /** What replaces the action's own undo. */
  public sealed interface Undo {
    Span span();

    /** {@code undo: none}. */
    record None(Span span) implements Undo {}

    /** {@code undo: { with: .. }}: the same action, or call, with other arguments. */
    record Same(Value.Entries with, Span span) implements Undo {}

    /** Another action. */
    record Other(Word action, Value.Entries with, Span span) implements Undo {}
  }

  /**
   * A question that tells whether the step is done already.
   *
   * @param is a condition over the {@code output} of the action
   */
  public record DoneIf(Word action, Value.Entries with, Expression is, Span span) {}
}
