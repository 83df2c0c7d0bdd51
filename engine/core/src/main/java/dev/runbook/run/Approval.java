package dev.runbook.run;

import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.Decision;
import java.util.Optional;

/** Says whether a decision counts. */
public final class Approval {
  private final Accounts accounts;
  private final String operator;

  /**
   * Judges for one run.
   *
   * @param operator who started the run
   */
  public Approval(Accounts accounts, String operator) {
    this.accounts = accounts;
    this.operator = operator;
  }

  /** Returns why a decision does not count; empty if it does. */
  public Optional<String> refusal(Opening opening, Decision decision) {
    var choice = decision.choice();
    if (!opening.choices().contains(choice) && !choice.equals(Gates.REJECT)) {
      var hint = Spelling.didYouMean(choice, opening.choices()).orElse("");
      return Optional.of(
          "`" + choice + "` cannot be chosen: " + Words.or(opening.choices()) + " " + hint);
    }
    var rules = opening.rules();
    if (rules.notSelf() && decision.by().equals(operator)) {
      return Optional.of(decision.by() + " started this run and may not decide");
    }
    var may =
        rules.approvers().isEmpty()
            || rules.approvers().stream().anyMatch(allowed -> isMeant(allowed, decision.by()));
    return may
        ? Optional.empty()
        : Optional.of(
            decision.by() + " may not decide; asked: " + String.join(", ", rules.approvers()));
  }

  private boolean isMeant(String allowed, String account) {
    return allowed.startsWith("@")
        ? accounts.isMember(account, allowed.substring(1))
        : allowed.equals(account);
  }
}
