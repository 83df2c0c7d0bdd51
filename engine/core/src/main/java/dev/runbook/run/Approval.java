package dev.runbook.run;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.Decision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  public Optional<Diagnostic> refusal(Opening opening, Decision decision) {
    var choice = decision.choice();
    var mayReject = choice.equals(Gates.REJECT) && !opening.isCutOff();
    if (!opening.choices().contains(choice) && !mayReject) {
      var why = "`" + choice + "` cannot be chosen: " + Words.or(opening.choices());
      return refused(why, Spelling.didYouMean(choice, opening.choices()).orElse(null));
    }
    var rules = opening.rules();
    if (rules.notSelf() && decision.by().equals(operator)) {
      return refused(decision.by() + " started this run and may not decide", null);
    }
    var may =
        rules.approvers().isEmpty()
            || rules.approvers().stream().anyMatch(allowed -> isMeant(allowed, decision.by()));
    return may
        ? Optional.empty()
        : refused(
            decision.by() + " may not decide; asked: " + String.join(", ", rules.approvers()),
            null);
  }

  private static Optional<Diagnostic> refused(String why, @Nullable String hint) {
    return Optional.of(Diagnostic.error(null, why, hint));
  }

  private boolean isMeant(String allowed, String account) {
    return allowed.startsWith("@")
        ? accounts.isMember(account, allowed.substring(1))
        : allowed.equals(account);
  }
}
