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

/** Finds the commit that a name means: in the clone, or at the remote where there is no clone. */
@ActionName("git.resolve")
@Doc("find a commit in a clone as it was last fetched, or at the remote if there is no clone")
@Fails({
  "there is no such branch, tag or commit; no tag of the form, and `missing` is fail",
  "the repository is not there, or not open to the connection"
})
public record Resolve(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `fetch`") @Example("site")
        @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`") @Nullable Path path,
    @Doc("branch, tag or commit; HEAD if neither this nor `newest_tag` is given") @Example("main")
        @Nullable String ref,
    @Doc(
            "pattern such as v*: the highest tag of that form, numbers ordered as numbers, 1.0-rc1 before 1.0")
        @Nullable String newest_tag,
    @Doc("ok: where there is no tag of the form `newest_tag` yet, the outputs are null")
        @Default("fail")
        Tolerance missing)
    implements Action<Resolve.Outputs> {

  /** What was found. */
  public record Outputs(
      @Doc("commit; null if there is no such tag yet") @Nullable String sha,
      @Doc("tag, if one was found") @Nullable String tag) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Resolving.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var where = repository != null ? repository : String.valueOf(path);
    var preview =
        Preview.read(
            newest_tag != null
                ? "find the newest tag `" + newest_tag + "` of " + where
                : "find `" + (ref == null ? "HEAD" : ref) + "` of " + where);
    return look.probing() ? preview.withFound(Resolving.probe(this, look)) : preview;
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(
        Examples.HEAD, newest_tag == null ? null : newest_tag.replace('*', '1').replace('?', '1'));
  }
}
