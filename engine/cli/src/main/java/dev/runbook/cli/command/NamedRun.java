package dev.runbook.cli.command;

import dev.runbook.cli.console.Refusal;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.journal.RunFolder;
import dev.runbook.journal.StateException;
import dev.runbook.journal.StateFolder;

/** The run that a command line names. */
final class NamedRun {
  private NamedRun() {}

  /** Returns its folder; an unknown id is refused with the one that was probably meant. */
  static RunFolder folder(StateFolder state, String id) throws Refusal, StateException {
    try {
      return state.find(id);
    } catch (StateException e) {
      var ids = state.runs().stream().map(RunFolder::id).toList();
      var meant = Spelling.didYouMean(id, ids);
      if (ids.contains(id) || meant.isEmpty()) {
        throw e;
      }
      throw Refusal.of(String.valueOf(e.getMessage()), meant.get());
    }
  }
}
