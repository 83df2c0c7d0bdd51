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
record PreviewLook(Path directory, boolean probing, Resources resources) implements Look {

  /** Returns one with which no system is asked. */
  PreviewLook quiet() {
    return new PreviewLook(directory, false, resources);
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
