package dev.runbook.model;

import dev.runbook.text.Source;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A runbook with all that it calls.
 *
 * @param top what was asked for
 * @param all every runbook by its absolute, normalised path, the top one first
 * @param templates the text files that their actions fill in, by such a path
 */
public record Library(Runbook top, Map<Path, Runbook> all, Map<Path, Source> templates) {

  /** Returns the runbook that a call in another names; empty if it could not be read. */
  public Optional<Runbook> called(Runbook caller, Work.Call call) {
    var folder = caller.path().toAbsolutePath().getParent();
    return folder == null
        ? Optional.empty()
        : Optional.ofNullable(all.get(folder.resolve(call.file().text()).normalize()));
  }
}
