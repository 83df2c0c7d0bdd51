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

/** Takes a {@link FileSync} back. */
@ActionName("file.sync_back")
@Doc("put back the tree that was published before; the undo of file.sync")
@Fails({"the tree was published anew since: it is left as it is", "the tree before is gone"})
public record FileSyncBack(
    @Doc("folder to put back") Path to,
    @Doc("the output `tree` of the step: what must still be published") Path tree,
    @Doc("the output `before` of the step; `to` is deleted without it") @Nullable Path before)
    implements Action<FileSyncBack.Outputs> {

  /** What became of it. */
  public record Outputs(@Doc("false if it was put back already") boolean changed) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Syncing.back(this, call);
  }

  @Override
  public Preview preview(Look look) {
    return Preview.change(before == null ? "delete " + to : "publish " + before + " as " + to);
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(true);
  }
}
