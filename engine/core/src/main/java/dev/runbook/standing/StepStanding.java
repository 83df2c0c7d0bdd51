package dev.runbook.standing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one step of a run stands.
 *
 * @param key such as {@code images[15,arm]}
 * @param action the name of its action; null for other kinds
 * @param text what it waits for, why it failed or was left out; empty if there is nothing to say
 * @param began null if only its end is recorded
 * @param ended null while it has not
 * @param attempt the last one, from 1
 * @param outputs empty if it gave none
 */
public record StepStanding(
    String key,
    @Nullable String action,
    State state,
    String text,
    @Nullable Instant began,
    @Nullable Instant ended,
    int attempt,
    Map<String, ?> outputs) {

  /** What a step is doing. */
  public enum State {
    RUNNING,
    /** Work outside answered "not yet". */
    WAITING,
    /** A person has to decide. */
    ASKED,
    SUCCEEDED,
    FAILED,
    SKIPPED,
    /** It was cut off inside its effect. */
    UNKNOWN,
    TAKEN_BACK,
    /** The run ended with it under way. */
    STOPPED
  }
}
