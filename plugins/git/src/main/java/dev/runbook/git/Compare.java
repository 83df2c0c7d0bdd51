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

/** Tells what one commit of a clone has that another has not. */
@ActionName("git.compare")
@Doc("compare two commits of a clone as it was last fetched: what one has that the other has not")
@Fails({
  "there is no clone: `git.checkout` makes one",
  "`from` or `to` is no branch, tag or commit of it"
})
public record Compare(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `fetch`") @Example("site")
        @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`") @Nullable Path path,
    @Doc("branch, tag or commit to start at; the beginning, before all commits, if not given")
        @Example("v1.0")
        @Nullable String from,
    @Doc("branch, tag or commit to go to") @Default("HEAD") @Example("main") String to,
    @Doc("how many commits are listed at most, the newest ones") @Default("1000") int limit)
    implements Action<Compare.Outputs> {

  /** What lies between them. */
  public record Outputs(
      @Doc("how many commits `to` has that `from` has not") int ahead,
      @Doc("how many commits `from` has that `to` has not") int behind,
      @Doc("whether their files differ") boolean changed,
      @Doc("the commits that `to` has and `from` has not, the newest first, up to `limit`")
          List<LogEntry> commits,
      @Doc("files that differ, from the top of the clone; a renamed one by both names")
          List<String> files) {
    public Outputs {
      commits = List.copyOf(commits);
      files = List.copyOf(files);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Comparing.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var where = repository != null ? repository : String.valueOf(path);
    var start = from == null ? "nothing" : "`" + from + "`";
    var preview = Preview.read("compare " + start + " with `" + to + "` in " + where);
    return look.probing() ? preview.withFound(Comparing.probe(this, look)) : preview;
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(1, 0, true, List.of(Examples.entry()), List.of("README.md"));
  }
}
