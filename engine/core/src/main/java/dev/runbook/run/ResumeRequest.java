package dev.runbook.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run is to go on.
 *
 * @param edited whether with the files as they are now, instead of those kept in the run
 * @param until the run pauses after this step of the top runbook; null for none
 * @param redo keys of steps that begin a new round
 * @param inputs {@code -i NAME=VALUE}: texts as given, for all that is still to come
 * @param yes {@code --yes GATE=CHOICE}: by the key of the gate
 * @param waits whether gates wait for decisions from elsewhere instead of pausing the run
 */
public record ResumeRequest(
    boolean edited,
    @Nullable String until,
    List<String> redo,
    Map<String, String> inputs,
    Map<String, String> yes,
    boolean waits) {
  /** Goes on as it was. */
  public static final ResumeRequest PLAIN =
      new ResumeRequest(false, null, List.of(), Map.of(), Map.of(), false);

  public ResumeRequest {
    redo = List.copyOf(redo);
    inputs = Map.copyOf(inputs);
    yes = Map.copyOf(yes);
  }
}
