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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists the builds of jobs, queued ones too: what to poll until nothing is left. */
@ActionName("jenkins.builds")
@Doc("list the builds of jobs, queued ones too: what to poll with `until`")
@Fails({"there is no such job", "the server does not accept who asks"})
public record Builds(
    JenkinsConnection connection,
    @Doc("job to look at; folders separated by `/`") @Example("kernel-build-trigger")
        @Nullable String job,
    @Doc("jobs to look at, in the place of `job`") @Default("[]") List<String> jobs,
    @Doc("which to list; active: queued or running") @Default("active") State state,
    @Doc("leave out builds that began earlier; without it the newest hundred are looked at")
        @Nullable Instant since)
    implements Action<Builds.Outputs> {

  /** What there is. */
  public record Outputs(
      @Doc("how many are in `state`") int count,
      @Doc("how many are queued") int queued,
      @Doc("how many are queued or running") int active,
      @Doc("those in `state`, the queued ones of a job first") List<SeenBuild> builds) {
    public Outputs {
      builds = List.copyOf(builds);
    }
  }

  public Builds {
    jobs = List.copyOf(jobs);
    if ((job == null) == jobs.isEmpty()) {
      throw new IllegalArgumentException("give either `job` or `jobs`");
    }
    if (job != null) {
      JobName.check(job);
    }
    jobs.forEach(JobName::check);
  }

  private List<String> all() {
    return job == null ? jobs : List.of(job);
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Answer.of(connection, call, server -> Outcome.done(look(server)));
  }

  private Outputs look(Server server) throws Exception {
    var found = new ArrayList<SeenBuild>();
    for (var name : all()) {
      found.addAll(new Listing(server).ofOrRefuse(new JobName(name), since));
    }
    var wanted = Listing.in(found, state);
    return new Outputs(
        wanted.size(),
        Listing.count(found, State.QUEUED),
        Listing.count(found, State.ACTIVE),
        wanted);
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var which = state == State.ANY ? "" : state.name().toLowerCase(Locale.ROOT) + " ";
    var preview = Preview.read("list " + which + "builds of " + String.join(", ", all()));
    return Answer.probed(
        preview,
        connection,
        look,
        server -> {
          var found = look(server);
          return List.of(
              found.queued() + " queued, " + (found.active() - found.queued()) + " running");
        });
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    return new Outputs(0, 0, 0, List.of());
  }
}
