package dev.runbook.shell;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Doc;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes a {@link FileWrite} back. */
@ActionName("file.restore")
@Doc("put back the file that was there before a step wrote it; the undo of file.write")
@Fails({"the file was changed since: it is left as it is", "the copy of what was there is gone"})
public record FileRestore(
    @Doc("file to put back") Path path,
    @Doc("what the file must still be, as the output `version` says") String version,
    @Doc("the output `before` of the step; the file is deleted without it") @Nullable Former before,
    @Doc("the output `folder` of the step: deleted with those in it, if they are empty")
        @Nullable Path folder)
    implements Action<FileRestore.Outputs> {

  /** What became of it. */
  public record Outputs(@Doc("false if it was put back already") boolean changed) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Restoring.run(this, call);
  }

  @Override
  public Preview preview(Look look) {
    return Preview.local(before == null ? "delete " + path : "put back " + path + " as it was");
  }

  @Override
  public Again again() {
    return Again.FIND_OUT;
  }

  @Override
  public Outputs example() {
    return new Outputs(true);
  }
}
