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

/**
 * Waits until a server is up for good: started, its plugins loaded, taking builds. However long it
 * is down, the step's timeout alone ends the wait.
 */
@ActionName("jenkins.ready")
@Doc("wait until the server is fully up: started, plugins loaded, taking builds, and stable")
@Fails("the server does not accept who asks, or it is no Jenkins, three looks in a row")
public record Ready(
    JenkinsConnection connection,
    @Doc("session before a restart: only another one will do") @Nullable String session_not,
    @Doc("jobs that have to be there; folders separated by `/`") @Default("[]") List<String> jobs,
    @Doc("how many nodes may be offline; it does not matter if not given")
        @Nullable Integer nodes_offline,
    @Doc("how long all of it has to hold") @Default("30s") Duration stable)
    implements Action<Ready.Outputs> {

  /** The server that is up. */
  public record Outputs(
      @Doc("its session; another one after every start") String session,
      @Doc("its version") String version,
      @Doc("its nodes") List<Node> nodes,
      @Doc("what was seen until it was up, one line each") List<String> seen) {
    public Outputs {
      nodes = List.copyOf(nodes);
      seen = List.copyOf(seen);
    }

    static Outputs example(String session) {
      var nodes = List.of(new Node("node-1", true, null, 2, 0));
      return new Outputs(session, "2.528.1", nodes, List.of("session " + session));
    }
  }

  public Ready {
    jobs = List.copyOf(jobs);
    new Wanted(session_not, jobs, nodes_offline, stable);
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    var wanted = new Wanted(session_not, jobs, nodes_offline, stable);
    return Answer.of(connection, call, server -> new Readying(wanted, server, call).look());
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var what = session_not == null ? "is fully up" : "is fully up again, in a new session";
    return Answer.probed(
        Preview.read("wait until Jenkins " + what),
        connection,
        look,
        server -> List.of(Readying.shown(Root.of(server))));
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return Outputs.example("5c1f3a".equals(session_not) ? "9a40d2" : "5c1f3a");
  }
}
