package dev.runbook.catalog;

import dev.runbook.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/** What an action is made from: a record of a plugin, or a file of {@code actions.d}. */
interface Blueprint {

  /** Returns what the action does, in one line. */
  Optional<String> doc();

  /** Returns when it answers that it failed: each completes "fails if ...". */
  List<String> failures();

  /**
   * Reads its parts.
   *
   * @throws UnusableException if it breaks the rules for actions
   */
  Anatomy anatomy();

  /** Returns what is wrong with how it names other actions. */
  default List<Diagnostic> wrongReferences(Anatomy own) {
    return List.of();
  }
}
