package dev.runbook.standing;

import java.util.List;

/**
 * Who may decide at a gate.
 *
 * @param approvals how many different people must agree
 * @param notSelf whether the operator who started the run may not
 * @param approvers accounts and {@code @groups}; empty for everybody
 */
public record Rules(int approvals, boolean notSelf, List<String> approvers) {
  public static final Rules ANYBODY = new Rules(1, false, List.of());

  public Rules {
    approvers = List.copyOf(approvers);
  }
}
