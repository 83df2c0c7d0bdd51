package dev.runbook.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands when its process leaves it.
 *
 * @param run its id
 * @param failure why it failed; null if it did not
 * @param outputs of the runbook, if it succeeded
 * @param tolerated how many steps failed without ending the run
 * @param waiting what a person has to decide before it goes on
 * @param inFlight keys of steps that were cut off or may still end
 * @param warnings what went wrong besides
 * @param again the command line with which it goes on; null if it is over
 * @param undo what a rollback could do
 * @param head hash of the journal's last line
 */
public record RunResult(
    String run,
    Status status,
    @Nullable Failure failure,
    Map<String, @Nullable Object> outputs,
    int tolerated,
    List<Opening> waiting,
    List<String> inFlight,
    List<String> warnings,
    @Nullable String again,
    Undo undo,
    String head) {

  /** What can be taken back. */
  public enum Undo {
    NOTHING,
    SOMETHING,
    /** A rollback was begun. */
    BEGUN
  }

  /** Whether and how a run ended. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    CANCELLED,
    ROLLED_BACK,
    /** A person has to decide, or it went as far as it was asked to. */
    PAUSED,
    /** Ctrl-C or a signal. */
    INTERRUPTED;

    /** Returns whether nothing more happens unless somebody begins again. */
    public boolean isEnd() {
      return this != PAUSED && this != INTERRUPTED;
    }
  }
}
