package dev.runbook.git;

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
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes a push back: each branch and tag goes from {@code after} to {@code before}, all or none,
 * and only if it is still at {@code after}.
 */
@ActionName("git.restore_refs")
@Doc(
    "take a push back: branches and tags return to where they were, unless somebody moved them since")
@Fails({
  "somebody moved a branch or tag since: all are left as they are",
  "the remote is another one now"
})
public record RestoreRefs(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `push`") @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`") @Nullable Path path,
    @Doc("remote that was pushed to; refused if it is another one now") String url,
    @Doc("what the push moved, as in its output `moved`") List<Moved> moved)
    implements Action<RestoreRefs.Outputs> {

  public RestoreRefs {
    moved = List.copyOf(moved);
  }

  /** What moved back. */
  public record Outputs(
      @Doc("branches and tags that moved back, from where to where") List<Moved> moved) {
    public Outputs {
      moved = List.copyOf(moved);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Pushing.takeBack(this, call);
  }

  @Override
  public Preview preview(Look look) {
    var back =
        moved.stream()
            .map(
                m ->
                    m.before() == null
                        ? "delete " + m.shortName()
                        : m.shortName() + " to " + Moved.brief(m.before()))
            .collect(Collectors.joining(", "));
    return Preview.change("put back on " + url + ": " + back);
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(moved.stream().map(Moved::back).toList());
  }
}
