package dev.runbook.jenkins;

import dev.runbook.action.Action;
import dev.runbook.action.ActionName;
import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Doc;
import dev.runbook.action.Fails;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import java.util.List;

/** Lists the nodes of a server. */
@ActionName("jenkins.nodes")
@Doc("list the nodes of the server, and which are offline")
@Fails("the server does not accept who asks")
public record Nodes(JenkinsConnection connection) implements Action<Nodes.Outputs> {

  /** The nodes. */
  public record Outputs(
      @Doc("how many are offline") int offline, @Doc("all of them") List<Node> nodes) {
    public Outputs {
      nodes = List.copyOf(nodes);
    }

    static Outputs of(Server server) throws Exception {
      var nodes = Node.of(server);
      return new Outputs(Node.offline(nodes).size(), nodes);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Answer.of(connection, call, server -> Outcome.done(Outputs.of(server)));
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var preview = Preview.read("list the nodes of Jenkins");
    return Answer.probed(
        preview,
        connection,
        look,
        server -> {
          var found = Outputs.of(server);
          return List.of(found.nodes().size() + " nodes, " + found.offline() + " offline");
        });
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(0, List.of(new Node("node-1", true, null, 2, 0)));
  }
}
