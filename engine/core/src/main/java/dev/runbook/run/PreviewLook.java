package dev.runbook.run;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Processes;
import dev.runbook.process.ChildProcesses;
import dev.runbook.process.Programs;
import dev.runbook.secret.Masker;
import java.nio.file.Path;
import java.util.Optional;

/** What the actions of a dry run may look at. */
record PreviewLook(Path directory, boolean probing, boolean knowsAll, Resources resources)
    implements Look {

  PreviewLook(Path directory, boolean probing, Resources resources) {
    this(directory, probing, true, resources);
  }

  /** Returns one for arguments that are not all known: no system is asked with them. */
  PreviewLook guessing() {
    return new PreviewLook(directory, false, false, resources);
  }

  @Override
  public Optional<Path> program(String name) {
    return Programs.find(name, directory);
  }

  @Override
  public Processes processes() {
    refuseUnlessProbing();
    return new ChildProcesses(
        RunFacts.PREVIEW, new Masker(), new Unhurried(), line -> {}, child -> {});
  }

  @Override
  public <T extends AutoCloseable> T shared(Object key, Call.Opener<T> opener) throws Exception {
    refuseUnlessProbing();
    return resources.shared(key, opener);
  }

  private void refuseUnlessProbing() {
    if (!probing) {
      throw new IllegalStateException("it asks a system, and no system is to be asked");
    }
  }
}
