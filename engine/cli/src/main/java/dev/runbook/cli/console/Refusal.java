package dev.runbook.cli.console;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.journal.StateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that is not carried out, and what the operator can do about it. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<Diagnostic> reasons;
  private final Exit exit;

  private Refusal(List<Diagnostic> reasons, Exit exit) {
    super(reasons.isEmpty() ? "" : reasons.get(0).message());
    this.reasons = List.copyOf(reasons);
    this.exit = exit;
  }

  /**
   * Returns one for a mistake on the command line.
   *
   * @param message one line, lower case, no full stop
   * @param hint what to do, literally
   */
  public static Refusal of(String message, @Nullable String hint) {
    return of(List.of(Diagnostic.error(null, message, hint)));
  }

  /** Returns one for a runbook, or what was given to it, that is wrong. */
  public static Refusal of(List<Diagnostic> problems) {
    return new Refusal(problems, Exit.WRONG);
  }

  /** Returns one for trouble with the state folder. */
  public static Refusal of(StateException trouble) {
    var reason = Diagnostic.error(null, String.valueOf(trouble.getMessage()), trouble.hint());
    var exit =
        switch (trouble.reason()) {
          case BAD -> Exit.WRONG;
          case UNWRITABLE -> Exit.FAILED;
          case HELD -> Exit.HELD;
        };
    return new Refusal(List.of(reason), exit);
  }

  public List<Diagnostic> reasons() {
    return reasons;
  }

  public Exit exit() {
    return exit;
  }
}
