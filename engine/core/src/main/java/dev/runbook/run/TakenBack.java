package dev.runbook.run;

import org.jspecify.annotations.Nullable;

/**
 * What a rollback does about one step that did something.
 *
 * @param step its key
 * @param undo what takes it back, in words and without secrets; null if nothing can
 * @param state how the step ended
 */
public record TakenBack(String step, @Nullable String undo, State state) {

  /** How a step ended that did something. */
  public enum State {
    FINISHED,
    /** It may have done a part. */
    FAILED,
    /** Nobody knows what it did. */
    CUT_OFF
  }
}
