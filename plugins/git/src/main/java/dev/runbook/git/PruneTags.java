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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes all but the newest numbered tags of a remote; the clone keeps what brings them back. */
@ActionName("git.prune_tags")
@Doc("delete the tags of a remote that are a prefix and numbers, but for the newest ones")
@Fails({
  "`keep` is less than 1, or `prefix` is empty",
  "there is no clone: `git.checkout` makes one",
  "the remote refuses it, or is not open to the connection"
})
public record PruneTags(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `push`") @Example("site")
        @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`; its origin is pushed to")
        @Nullable Path path,
    @Doc(
            "what the tags begin with, as for `git.next_tag`; only numbers may come after it, as in site-20260102.3")
        @Example("site-")
        String prefix,
    @Doc("how many to keep: those with the highest numbers") @Example("20") int keep)
    implements Action<PruneTags.Outputs> {

  /** What was deleted. */
  public record Outputs(
      @Doc("tags that were deleted, the newest first") List<String> deleted,
      @Doc("remote that they were deleted from") String url,
      @Doc("the same tags, and from where to where they went") List<Moved> moved) {
    public Outputs {
      deleted = List.copyOf(deleted);
      moved = List.copyOf(moved);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Pruning.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var place = Place.of(connection, repository, path, look.directory());
    var preview =
        Preview.change(
                "delete the tags `"
                    + prefix
                    + "` and numbers of "
                    + place.pushedTo()
                    + " but for the newest "
                    + keep)
            .withUndo("put them back where they were");
    return look.probing() ? preview.withFound(Pruning.probe(this, look)) : preview;
  }

  @Override
  public Optional<Action<?>> undo(Outputs outputs) {
    return outputs.moved().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RestoreRefs(connection, repository, path, outputs.url(), outputs.moved()));
  }

  @Override
  public Again again() {
    return Again.FIND_OUT;
  }

  @Override
  public Outputs example() {
    var tag = prefix + "20260101.0";
    return new Outputs(
        List.of(tag), "example", List.of(new Moved("refs/tags/" + tag, Examples.TAG_OBJECT, null)));
  }
}
