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

/** Brings submodules to the ends of their branches; {@link Commit} makes that the clone's own. */
@ActionName("git.submodules")
@Doc("bring submodules of a clone to the ends of their branches; `git.commit` commits that")
@Fails({
  "there is no clone: `git.checkout` makes one",
  "`only` names what is no submodule, or one has no such branch",
  "a submodule has local changes or commits, or files are in the way",
  "the repository of a submodule is not there, or not open to the connection"
})
public record Submodules(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `fetch`") @Example("site")
        @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`") @Nullable Path path,
    @Doc("branch to go to; if not given, what `.gitmodules` says for each, or its default branch")
        @Example("main")
        @Nullable String update_to,
    @Doc("paths of the submodules to update, from the top of the clone; all if empty")
        @Default("[]")
        List<String> only)
    implements Action<Submodules.Outputs> {

  public Submodules {
    only = List.copyOf(only);
  }

  /** A submodule that was updated. */
  public record Module(
      @Doc("where it is, from the top of the clone") String path,
      @Doc("commit that the clone has for it") String before,
      @Doc("commit that it is at, the end of its branch") String head) {}

  /** What was updated. */
  public record Outputs(
      @Doc(
              "whether one is at another commit than the clone has for it: there is something to commit")
          boolean changed,
      @Doc("the submodules that were updated") List<Module> modules) {
    public Outputs {
      modules = List.copyOf(modules);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return UpdatingSubmodules.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var where = repository != null ? repository : String.valueOf(path);
    var which = only.isEmpty() ? "the submodules" : String.join(", ", only);
    var to = update_to == null ? "the ends of their branches" : "the end of `" + update_to + "`";
    var preview = Preview.local("bring " + which + " of " + where + " to " + to);
    return look.probing() ? preview.withFound(UpdatingSubmodules.probe(this, look)) : preview;
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(true, List.of(new Module("deps/library", Examples.BEFORE, Examples.HEAD)));
  }
}
