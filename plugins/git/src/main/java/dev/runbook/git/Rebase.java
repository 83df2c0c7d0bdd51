package dev.runbook.git;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Doc;
import dev.runbook.action.Example;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the commits that a clone has and another branch has not on top of that branch. They are made
 * aside and put into the clone at the end, so that a conflict leaves it as it was.
 */
@ActionName("git.rebase")
@Doc("put the clone's own commits on top of another branch; a conflict leaves the clone as it was")
@Fails({
  "commits conflict with `onto`; the clone is as it was, `conflicts` names the files",
  "`onto` is no branch, tag or commit, or has no commit in common with the clone",
  "the clone has local changes, or a merge or rebase is under way in it"
})
public record Rebase(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `fetch`") @Example("site")
        @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`") @Nullable Path path,
    @Doc("branch of the remote as it was last fetched, tag or commit; that of `from` if not given")
        @Example("main")
        @Nullable String onto,
    @Doc("fetch from this repository, and look for `onto` there first") @Nullable From from)
    implements Action<Rebase.Outputs> {

  /** What became of the commits. */
  public record Outputs(
      @Doc("commit that the clone is at") String head,
      @Doc("commit that it was at") String before,
      @Doc("whether the files of `head` differ from those of `before`") boolean changed,
      @Doc("the commits on top of `onto`, the newest first") List<LogEntry> commits,
      @Doc("files in conflict, if it failed by one") List<String> conflicts) {
    public Outputs {
      commits = List.copyOf(commits);
      conflicts = List.copyOf(conflicts);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Rebasing.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var where = repository != null ? repository : String.valueOf(path);
    var preview =
        Preview.local("put the commits of " + where + " on top of " + Rebasing.named(this));
    return look.probing() ? preview.withFound(Rebasing.probe(this, look)) : preview;
  }

  @Override
  public Again again() {
    return Again.FIND_OUT;
  }

  @Override
  public Outputs example() {
    return new Outputs(Examples.HEAD, Examples.BEFORE, true, List.of(Examples.entry()), List.of());
  }
}
