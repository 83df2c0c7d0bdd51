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
import org.jspecify.annotations.Nullable;

/** Finds the day's next free tag, by what the remote has. */
@ActionName("git.next_tag")
@Doc("find the next tag of the day, prefix + date + number, by what the remote has; makes none")
@Fails({"`date` is no day", "the repository is not there, or not open to the connection"})
public record NextTag(
    @Nullable GitConnection connection,
    @Doc("name of the repository under the connection's `fetch`") @Example("site")
        @Nullable String repository,
    @Doc("folder of a clone, in the place of `repository`") @Nullable Path path,
    @Doc("what tags begin with, such as release-") @Example("site-") String prefix,
    @Doc("day as YYYYMMDD, such as run.date; today if not given") @Nullable String date)
    implements Action<NextTag.Outputs> {

  /** The tag. */
  public record Outputs(@Doc("tag that the remote does not have yet") String tag) {}

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return TagNumbering.run(this, call);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var where = repository != null ? repository : String.valueOf(path);
    var preview = Preview.read("find the next tag `" + prefix + "` of the day in " + where);
    return look.probing() ? preview.withFound(TagNumbering.probe(this, look)) : preview;
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(prefix + (date == null ? "20260102" : date) + ".0");
  }
}
