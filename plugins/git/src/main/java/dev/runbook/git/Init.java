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

/** Makes an empty repository where there is none. */
@ActionName("git.init")
@Doc("make an empty repository, if there is none yet")
@Fails("there is something else in the folder")
public record Init(
    @Doc("folder of the repository") @Example("checkouts/site") Path path,
    @Doc("without a working tree, to push to") @Default("false") boolean bare,
    @Doc("first branch") @Default("main") String branch)
    implements Action<Init.Outputs> {

  /** What became of it. */
  public record Outputs(@Doc("false if it was there already") boolean created) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Initializing.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var preview = Preview.local("make the " + (bare ? "bare " : "") + "repository " + path);
    return look.probing() ? preview.withFound(Initializing.probe(this, look)) : preview;
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(true);
  }
}
