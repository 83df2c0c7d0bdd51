package dev.runbook.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided, as it was put into a run's folder.
 *
 * @param step the address of the step
 * @param opening the hash of the gate's opening that it answers; null for {@code decide --as}
 * @param choice {@code approve}, {@code reject}, a choice of the gate, or for a step cut off in the
 *     middle {@code rerun}, {@code done} or {@code failed}
 * @param fields what was filled in, by name
 * @param by the account that owns the decision
 */
public record Decision(
    String step,
    @Nullable String opening,
    String choice,
    Map<String, ?> fields,
    @Nullable String comment,
    String by,
    Instant at) {
  public static final String APPROVE = "approve";

  /** A person can always reject. */
  public static final String REJECT = "reject";

  /** What is said of a step that was cut off. */
  public static final List<String> RESULTS = List.of("rerun", "done", "failed");

  /** What is said of one whose program still runs, besides. */
  public static final String WAIT = "wait";
}
