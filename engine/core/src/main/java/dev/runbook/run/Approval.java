package dev.runbook.run;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.journal.Decision;
import dev.runbook.standing.Rules;
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
    var mayReject = choice.equals(Decision.REJECT) && !opening.isCutOff();
    if (!opening.choices().contains(choice) && !mayReject) {
      var why = "`" + choice + "` cannot be chosen: " + Words.or(opening.choices());
      return refused(why, Spelling.didYouMean(choice, opening.choices()).orElse(null));
    }
    return barred(opening.rules(), decision.by()).map(why -> Diagnostic.error(null, why, null));
  }

  /** Returns why somebody may decide nothing at a gate; empty if they may. */
  Optional<String> barred(Rules rules, String account) {
    if (rules.notSelf() && account.equals(operator)) {
      return Optional.of(account + " started this run and may not decide");
    }
    var may =
        rules.approvers().isEmpty()
            || rules.approvers().stream().anyMatch(allowed -> isMeant(allowed, account));
    return may
        ? Optional.empty()
        : Optional.of(account + " may not decide; asked: " + String.join(", ", rules.approvers()));
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
