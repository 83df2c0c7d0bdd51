package dev.runbook.git;

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
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commits what has changed in a clone; nothing changed is fine. */
@ActionName("git.commit")
@Doc("commit changed, new and deleted files of a clone; with nothing to commit it changes nothing")
@Fails({
  "a merge or rebase is under way in the clone, or a file to commit is not there",
  "there is no commit yet and nothing to commit",
  "a changed file is one that git-lfs keeps: its content cannot be sent"
})
public record Commit(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `fetch`") @Example("site")
        @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`") @Nullable Path path,
    @Doc("message of the commit") @Example("Update the site") String message,
    @Doc("files and folders to commit, from the top of the clone; all if empty") @Default("[]")
        List<String> paths,
    @Doc("author as Name <mail>, if it is not who commits") @Nullable String author,
    @Doc("add Signed-off-by to the message") @Default("false") boolean sign_off)
    implements Action<Commit.Outputs> {

  public Commit {
    paths = List.copyOf(paths);
  }

  /** What was committed. */
  public record Outputs(
      @Doc("commit that the clone is at now") String head,
      @Doc("false if there was nothing to commit") boolean changed) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Committing.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var where = repository != null ? repository : String.valueOf(path);
    var what = paths.isEmpty() ? "what has changed" : String.join(", ", paths);
    var preview =
        Preview.local(
            "commit " + what + " in " + where + ": " + message.lines().findFirst().orElse(""));
    return look.probing() ? preview.withFound(Committing.probe(this, look)) : preview;
  }

  @Override
  public Again again() {
    return Again.FIND_OUT;
  }

  @Override
  public Outputs example() {
    return new Outputs(Examples.HEAD, true);
  }
}
