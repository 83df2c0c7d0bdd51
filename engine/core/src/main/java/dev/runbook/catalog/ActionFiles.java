package dev.runbook.catalog;

import dev.runbook.diagnostic.Problems;
import dev.runbook.model.ActionFile;
import java.nio.file.Path;
import java.util.Optional;

/** Who reads the files of {@code actions.d}: the catalog does not know how they are written. */
public interface ActionFiles {

  /** Returns what a file says; empty if it is wrong, which is reported. */
  Optional<ActionFile> read(Path file, Problems problems);
}
