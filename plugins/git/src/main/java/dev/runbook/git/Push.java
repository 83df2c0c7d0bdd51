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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pushes a branch and a tag, deletes others, all at once or nothing; only over what was fetched.
 */
@ActionName("git.push")
@Doc(
    "push a branch and a tag, delete others: all at once, and only over what the clone has fetched")
@Fails({
  "the remote has moved since it was fetched",
  "commits would be dropped, and `force` is false",
  "the tag is there already, at another commit",
  "the remote refuses it, or is not open to the connection"
})
public record Push(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `push`") @Example("site")
        @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`; its origin is pushed to")
        @Nullable Path path,
    @Doc("branch of the remote to move or make") @Example("main") @Nullable String branch,
    @Doc("commit, branch or tag of the clone to push") @Default("HEAD") String ref,
    @Doc("annotated tag to make at `ref` and push; a tag that is there already is never moved")
        @Nullable String tag,
    @Doc("allow commits of the remote's branch to be dropped, if the clone has fetched them")
        @Default("false")
        boolean force,
    @Doc("branches of the remote to delete") @Default("[]") List<String> delete_branches,
    @Doc("tags of the remote to delete") @Default("[]") List<String> delete_tags)
    implements Action<Push.Outputs> {

  public Push {
    delete_branches = List.copyOf(delete_branches);
    delete_tags = List.copyOf(delete_tags);
  }

  /** What was pushed. */
  public record Outputs(
      @Doc("commit the branch was at; null if it was not there, or none is pushed")
          @Nullable String before,
      @Doc("commit the branch is at; null if none is pushed") @Nullable String after,
      @Doc("false if there was nothing to push") boolean pushed,
      @Doc("remote that was pushed to") String url,
      @Doc("branches and tags that moved, from where to where") List<Moved> moved) {
    public Outputs {
      moved = List.copyOf(moved);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Pushing.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    return PushPreview.of(this, look);
  }

  @Override
  public Optional<Action<?>> undo(Outputs outputs) {
    return outputs.pushed()
        ? Optional.of(new RestoreRefs(connection, repository, path, outputs.url(), outputs.moved()))
        : Optional.empty();
  }

  @Override
  public Again again() {
    return Again.FIND_OUT;
  }

  @Override
  public Outputs example() {
    var moved = new Moved("refs/heads/" + branch, Examples.BEFORE, Examples.HEAD);
    return branch == null
        ? new Outputs(null, null, true, "example", List.of())
        : new Outputs(Examples.BEFORE, Examples.HEAD, true, "example", List.of(moved));
  }
}
