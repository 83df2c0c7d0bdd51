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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts a build of a job, shows its console and waits for its result. */
@ActionName("jenkins.build")
@Doc("build a job, show its console and wait for its result")
@Fails({
  "there is no such job, it is disabled, or it does not take the parameters",
  "the build is red, aborted, or unstable where `unstable` is fail",
  "it is cancelled in the queue, or deleted",
  "the server does not accept who asks, or refuses it"
})
public record Build(
    JenkinsConnection connection,
    @Doc("job to build; folders separated by `/`") @Example("rootfs-build-trigger") String job,
    @Doc("build parameters; those not given are as the job's definition says") @Default("{}")
        Map<String, String> parameters,
    @Doc("wait for the build to end; false: only until it has begun") @Default("true")
        boolean wait_,
    @Doc("ok: an unstable build is a good one") @Default("fail") Tolerance unstable)
    implements Action<Build.Outputs> {

  /** What became of the build. */
  public record Outputs(
      @Doc("number of the build") long number,
      @Doc("SUCCESS, UNSTABLE, FAILURE, ABORTED or NOT_BUILT; null while it runs")
          @Nullable String result,
      @Doc("page of the build") URI url,
      @Doc("when it began, by the server's clock") Instant started_at,
      @Doc("how long it took; null while it runs") @Nullable Duration duration) {}

  public Build {
    JobName.check(job);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  @Override
  public Outcome<Outputs> run(Call call) throws Exception {
    return Answer.of(connection, call, server -> new Building(this, server, call).run());
  }

  @Override
  public Preview preview(Look look) throws Exception {
    var with =
        parameters.isEmpty()
            ? " without parameters"
            : " with " + String.join(", ", parameters.keySet());
    var preview = Preview.change("build Jenkins job " + job + with + (wait_ ? ", wait" : ""));
    return Answer.probed(preview, connection, look, this::probe);
  }

  private List<String> probe(Server server) throws Exception {
    var definition = Definition.of(new JobName(job), server);
    var objections = definition.objections(parameters);
    return objections.isEmpty()
        ? List.of("the job is there and would be build " + definition.next())
        : objections;
  }

  @Override
  public void abandon(Call call) throws Exception {
    new Building(this, Server.of(connection, call), call).abandon();
  }

  @Override
  public Again again() {
    return Again.YES;
  }

  @Override
  public Outputs example() {
    var url = URI.create(connection.base() + new JobName(job).path() + "/17/");
    return new Outputs(
        17, wait_ ? "SUCCESS" : null, url, Instant.EPOCH, wait_ ? Duration.ofMinutes(1) : null);
  }
}
