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

/** Applies patches to the files of a clone, all or none; {@link Commit} commits them. */
@ActionName("git.apply")
@Doc("apply patches to the files of a clone, all of them or none; `git.commit` commits them")
@Fails({
  "a patch does not apply, or is none: nothing was applied",
  "`patches` is not there, and `missing` is fail",
  "the clone has local changes, or files are in the way"
})
public record Apply(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `fetch`") @Example("site")
        @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`") @Nullable Path path,
    @Doc("patch file, or folder whose *.patch and *.diff are applied in the order of their names")
        @Example("patches/site")
        Path patches,
    @Doc("ok: where `patches` is not there, there are none") @Default("fail") Tolerance missing)
    implements Action<Apply.Outputs> {

  /** What was applied. */
  public record Outputs(
      @Doc("names of the patch files, in the order they were applied") List<String> applied,
      @Doc("files that they changed, from the top of the clone") List<String> files) {
    public Outputs {
      applied = List.copyOf(applied);
      files = List.copyOf(files);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Applying.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var where = repository != null ? repository : String.valueOf(path);
    var preview = Preview.local("apply " + patches + " to the files of " + where);
    return look.probing() ? preview.withFound(Applying.probe(this, look)) : preview;
  }

  @Override
  public Again again() {
    return Again.FIND_OUT;
  }

  @Override
  public Outputs example() {
    return new Outputs(List.of("0001-update.patch"), List.of("README.md"));
  }
}
