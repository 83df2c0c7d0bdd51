package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.model.Library;
import dev.runbook.model.Site;
import dev.runbook.model.Value;
import dev.runbook.text.Source;
import java.nio.file.Path;
import java.util.Optional;

/** Reads runbook files. Every problem is reported; a file with errors gives no runbook. */
public final class Loader {
  private final Problems problems;

  public Loader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a runbook and all that it calls, each once.
   *
   * @param file as the operator wrote it: its name in messages
   */
  public Optional<Library> load(Path file) {
    problems.error(null, "cannot read `" + file + "`");
    return Optional.empty();
  }

  /** Reads a site file. */
  public Optional<Site> site(Path file) {
    problems.error(null, "cannot read `" + file + "`");
    return Optional.empty();
  }

  /**
   * Reads a value in YAML flow style that may hold no template: {@code -i NAME=VALUE}, a default.
   */
  public Optional<Value> flow(Source source) {
    problems.error(null, "cannot read `" + source.name() + "`");
    return Optional.empty();
  }
}
