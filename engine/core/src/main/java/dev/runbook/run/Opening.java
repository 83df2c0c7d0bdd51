package dev.runbook.run;

import dev.runbook.model.Declaration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to a person, as it was shown.
 *
 * @param run the run's id
 * @param step the key of the gate
 * @param hash names this opening: a decision answers exactly one
 * @param show what the person sees, by name
 * @param choices what can be decided: {@code approve} and {@code reject} if the runbook names none
 * @param fields what can be filled in
 * @param closes when nobody can decide any more; null for never
 * @param onTimeout the choice that holds then; null if the step fails
 */
public record Opening(
    String run,
    String step,
    String hash,
    String ask,
    Map<String, @Nullable Object> show,
    List<String> choices,
    List<Declaration> fields,
    @Nullable Instant closes,
    @Nullable String onTimeout,
    Rules rules) {

  /** What can be said about a step that was cut off in the middle. */
  static final List<String> RESULTS = List.of("rerun", "done", "failed");

  /** Returns whether it is about a step that was cut off in the middle. */
  public boolean isCutOff() {
    return choices.equals(RESULTS);
  }

  /** Returns what decides it from elsewhere, to be typed. */
  public String command() {
    var what = run + " " + (step.matches("[a-z0-9_/]*") ? step : "'" + step + "'");
    if (isCutOff()) {
      return "runbook decide " + what + " --as " + String.join("|", choices) + " --comment '...'";
    }
    return choices.equals(List.of(Gates.APPROVE, Gates.REJECT))
        ? "runbook approve " + what
        : "runbook decide " + what + " --choice " + String.join("|", choices);
  }

  /**
   * Who may decide.
   *
   * @param approvals how many different people must agree
   * @param notSelf whether the operator who started the run may not
   * @param approvers accounts and {@code @groups}; empty for everybody
   */
  public record Rules(int approvals, boolean notSelf, List<String> approvers) {
    public static final Rules ANYBODY = new Rules(1, false, List.of());

    /** Returns whether they mean anything only where people cannot write each other's decisions. */
    boolean needPeople() {
      return approvals > 1 || notSelf || !approvers.isEmpty();
    }
  }
}
