package dev.runbook.jenkins;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Default;
import dev.runbook.action.Doc;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Restarts a server when its builds have ended, and waits until it is fully up again. */
@ActionName("jenkins.restart")
@Doc("restart the server when the builds that run have ended, and wait until it is fully up again")
@Fails({
  "the server refuses to restart, or cannot restart itself",
  "the server does not accept who asks, three looks in a row"
})
public record Restart(
    JenkinsConnection connection,
    @Doc("jobs that have to be there then; folders separated by `/`") @Default("[]")
        List<String> jobs,
    @Doc("how many nodes may be offline then; it does not matter if not given")
        @Nullable Integer nodes_offline,
    @Doc("how long all of it has to hold") @Default("30s") Duration stable)
    implements Action<Ready.Outputs> {

  public Restart {
    jobs = List.copyOf(jobs);
    new Wanted(null, jobs, nodes_offline, stable);
  }

  @Override
  public Outcome<Ready.Outputs> run(Call call) throws Exception {
    return Answer.of(connection, call, server -> new Restarting(this, server, call).run());
  }

  @Override
  public Preview preview(Look look) throws Exception {
    return Answer.probed(
        Preview.change("restart Jenkins when the builds that run have ended, wait until it is up"),
        connection,
        look,
        server -> List.of(Readying.shown(Root.of(server))));
  }

  @Override
  public void abandon(Call call) throws Exception {
    new Restarting(this, Server.of(connection, call), call).abandon();
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Ready.Outputs example() {
    return Ready.Outputs.example("5c1f3a");
  }
}
