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
import org.jspecify.annotations.Nullable;

/**
 * Fetches a repository and puts a commit of it into its working tree, with a detached HEAD; where
 * HEAD is at that commit already it stays on its branch.
 */
@ActionName("git.checkout")
@Doc("clone or fetch a repository and check out a commit; never loses local work unless told to")
@Fails({
  "`ref` is no branch, tag or commit of the repository",
  "local changes, local commits or files are in the way, and `clean` is false",
  "the repository is not there, or not open to the connection",
  "the content of an LFS file is not to be had, or not what its pointer says"
})
public record Checkout(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `fetch`") @Example("site")
        @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`") @Nullable Path path,
    @Doc(
            "branch of the remote (main or origin/main), tag or commit; its default branch if not given")
        @Example("main")
        @Nullable String ref,
    @Doc("fetch from this repository too, and look for `ref` there first") @Nullable From from,
    @Doc("commits of history to fetch; all if not given") @Nullable Integer depth,
    @Doc("check out submodules too, and theirs") @Default("false") boolean submodules,
    @Doc("get the content of files that git-lfs keeps, in the place of their pointers")
        @Default("false")
        boolean lfs,
    @Doc("throw away local changes, local commits and untracked files; ignored files stay")
        @Default("false")
        boolean clean)
    implements Action<Checkout.Outputs> {

  /** What is checked out. */
  public record Outputs(
      @Doc("commit that is checked out; null if there is none in the repository yet")
          @Nullable String head,
      @Doc("commit that was; null if there was none") @Nullable String before,
      @Doc("whether head is another commit than before") boolean changed) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return CheckingOut.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var place = Place.of(connection, repository, path, look.directory());
    var what =
        ref != null
            ? "`" + ref + "`"
            : from != null && from.branch() != null
                ? "`" + from.branch() + "`"
                : "the default branch";
    var source = from == null ? place.fetchedFrom() : from.url();
    var text = "check out " + what + " of " + source + " into " + place.folder();
    var preview = Preview.local(clean ? text + ", throwing local changes away" : text);
    return look.probing() ? preview.withFound(CheckingOut.probe(this, look)) : preview;
  }

  @Override
  public Again again() {
    return Again.FIND_OUT;
  }

  @Override
  public Outputs example() {
    return new Outputs(Examples.HEAD, Examples.BEFORE, true);
  }
}
