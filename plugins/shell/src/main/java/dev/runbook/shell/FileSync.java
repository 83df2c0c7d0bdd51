package dev.runbook.shell;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a folder: makes another one equal to it, at once.
 *
 * <p>The new tree is built beside {@code to}, which becomes a symbolic link to it, since only a
 * link can be replaced at once. Nobody ever sees a part of it. Where {@code to} is a folder, it is
 * put aside the first time, and for that moment there is none. The tree that was is kept beside it.
 */
@ActionName("file.sync")
@Doc("make a folder equal to another one, at once: nobody sees a part of it")
@Fails({
  "`from` is no folder, or holds anything but files, folders and links",
  "`to` is a folder that no `file.sync` made, or one of the two is in the other"
})
public record FileSync(
    @Doc("folder to publish") @Example("build/site") Path from,
    @Doc("folder that becomes equal to it: a symbolic link to a tree beside it")
        @Example("public/site")
        Path to,
    @Doc("how many former trees stay beside `to`, as .NAME.tree-N, for the undo") @Default("1")
        int keep)
    implements Action<FileSync.Outputs> {

  /** What became of it. */
  public record Outputs(
      @Doc("false if it was equal already") boolean changed,
      @Doc("where the tree is that is published now") Path tree,
      @Doc("where the tree is that was; null if there was none, or nothing changed")
          @Nullable Path before) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Syncing.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws IOException {
    var preview =
        Preview.change("make " + to + " equal to " + from).withUndo("put back the tree before");
    return look.probing() ? preview.withFound(List.of(Syncing.probe(this, look))) : preview;
  }

  @Override
  public Optional<Action<?>> undo(Outputs outputs) {
    return outputs.changed()
        ? Optional.of(new FileSyncBack(to, outputs.tree(), outputs.before()))
        : Optional.empty();
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(true, to, null);
  }
}
