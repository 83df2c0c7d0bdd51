package dev.runbook.ssh;

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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Waits until hosts can be logged in to and run a command. */
@ActionName("ssh.wait")
@Doc("wait until hosts can be logged in to and run commands; the step's timeout ends it")
@Fails("a host has another key than the one that is known")
public record Wait(
    @Nullable SshConnection connection,
    @Doc(
            "hosts: name, name:port, user@name:port, or maps of host, user and port; those of the connection if not given")
        @Nullable List<Object> hosts,
    @Doc("how many hosts at a time") @Default("50") int max_parallel)
    implements Action<Wait.Outputs> {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  public Wait {
    hosts = hosts == null ? null : List.copyOf(hosts);
  }

  /** Who is there. */
  public record Outputs(@Doc("the hosts") List<String> hosts) {
    public Outputs {
      hosts = List.copyOf(hosts);
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    try {
      new Rollout(max_parallel, List.of(), null).check();
      var answers =
          Polling.of(call, connection, max_parallel).ask(Place.of(hosts, connection), "true");
      return outcome(answers);
    } catch (Unfit e) {
      return Outcome.failed(e.reason());
    }
  }

  private static Outcome<Outputs> outcome(List<Polling.Answer> answers) {
    var missing = answers.stream().filter(a -> a.trouble() != null).toList();
    if (missing.isEmpty()) {
      return Outcome.done(new Outputs(answers.stream().map(a -> a.place().name()).toList()));
    }
    var names = missing.stream().map(a -> a.place().name()).toList();
    for (var each : missing) {
      var trouble = each.trouble();
      if (trouble != null && !each.mayCome()) {
        return Outcome.failed(each.place().name() + ": " + trouble.getMessage());
      }
    }
    return Outcome.notYet("waits for " + Names.some(names), Map.of("missing", names), AGAIN);
  }

  @Override
  public void abandon(Call call) {
    call.line("not reached: " + call.token().get("missing"));
  }

  @Override
  public Preview preview(Look look) {
    return Preview.read(SshPreview.of("wait until there is a login", connection, hosts).text());
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(Names.of(hosts, connection));
  }
}
