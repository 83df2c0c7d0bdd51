package dev.runbook.jenkins;

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
import java.util.List;

/** Aborts the builds of a job, in the queue or running, and waits for their end. */
@ActionName("jenkins.abort")
@Doc("abort the builds of a job, queued or running, and wait until they have ended")
@Fails({
  "there is no such job, and `missing` is fail",
  "the server does not accept who asks, or refuses it"
})
public record Abort(
    JenkinsConnection connection,
    @Doc("job whose builds are aborted; folders separated by `/`") @Example("lava-bisection")
        String job,
    @Doc("which: queued, running, or active for both") @Default("active") State state,
    @Doc("ok: a job that is not there is left at that") @Default("fail") Tolerance missing)
    implements Action<Abort.Outputs> {

  /** What was aborted. */
  public record Outputs(
      @Doc("how many builds were aborted") int aborted,
      @Doc("what they were: `build 17` or `queue item 4711`") List<String> builds) {
    public Outputs {
      builds = List.copyOf(builds);
    }
  }

  public Abort {
    JobName.check(job);
    if (state == State.FINISHED || state == State.ANY) {
      throw new IllegalArgumentException("`state` is queued, running or active");
    }
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Answer.of(connection, call, server -> new Aborting(this, server, call).run());
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var what =
        switch (state) {
          case QUEUED -> "cancel queued builds of ";
          case RUNNING -> "abort running builds of ";
          default -> "abort active builds of ";
        };
    return Answer.probed(Preview.change(what + job), connection, look, this::probe);
  }

  private List<String> probe(Server server) throws Exception {
    var found = new Listing(server).of(new JobName(job), null);
    return found.isEmpty()
        ? List.of("there is no job `" + job + "`")
        : List.of(
            Listing.count(found.get(), State.QUEUED)
                + " queued, "
                + Listing.count(found.get(), State.RUNNING)
                + " running");
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(1, List.of("build 17"));
  }
}
