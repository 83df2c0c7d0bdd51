package dev.runbook.ssh;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that is done at hosts. */
record Errand(@Nullable SshConnection connection, @Nullable List<Object> hosts, Rollout rollout) {

  /** What is done at one of them. */
  interface Work<R extends Visited> {
    R at(Place place, Visits visits) throws Exception;
  }

  /**
   * What became of the hosts.
   *
   * @param tolerated how many may fail
   */
  record Results<R extends Visited>(List<R> hosts, List<String> notBegun, int tolerated) {

    List<String> failed() {
      return hosts.stream().filter(h -> h.reason() != null).map(Visited::host).toList();
    }

    <O> Outcome<O> outcome(O outputs) {
      return failed().size() > tolerated
          ? Outcome.failed(Reasons.of(hosts, notBegun), outputs)
          : Outcome.done(outputs);
    }
  }

  /** Runs a command at them. */
  Outcome<CommandOutputs> run(Call call, String command, Setting setting) throws Exception {
    try {
      setting.check();
    } catch (Unfit e) {
      return Outcome.failed(e.reason());
    }
    return visit(call, (place, visits) -> visits.run(place, command, setting), CommandOutputs::of);
  }

  /** Does the work at them, and makes outputs of what became of it. */
  <R extends Visited, O> Outcome<O> visit(Call call, Work<R> work, Function<Results<R>, O> outputs)
      throws Exception {
    try {
      rollout.check();
      var places = Place.of(hosts, connection);
      var visits = new Visits(call, connection, Sessions.of(call, connection), places.size() > 1);
      var results = results(places, visits, work);
      return results.outcome(outputs.apply(results));
    } catch (Unfit e) {
      return Outcome.failed(e.reason());
    }
  }

  private <R extends Visited> Results<R> results(List<Place> places, Visits visits, Work<R> work)
      throws Exception {
    var tolerated = rollout.tolerated(places.size());
    var done = new Done(visits, places.size(), rollout.maxFailures() == null ? null : tolerated);
    var outputs = new ArrayList<R>();
    for (var batch : rollout.split(places)) {
      if (done.failed.get() > tolerated) {
        break;
      }
      var tasks =
          batch.stream().<Callable<Result<R>>>map(p -> () -> done.unlessTooMany(p, work)).toList();
      for (var result : FanOut.of(visits.isCancelled(), rollout.maxParallel(), tasks)) {
        if (result.output() != null) {
          outputs.add(result.output());
        }
      }
    }
    var begun = outputs.stream().map(Visited::host).toList();
    var notBegun = places.stream().map(Place::name).filter(n -> !begun.contains(n)).toList();
    return new Results<>(outputs, notBegun, tolerated);
  }

  private record Result<R extends Visited>(@Nullable R output) {}

  /** Counts the hosts that are done. */
  private static final class Done {
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final Visits visits;
    private final int all;
    private final @Nullable Integer most;

    Done(Visits visits, int all, @Nullable Integer most) {
      this.visits = visits;
      this.all = all;
      this.most = most;
    }

    <R extends Visited> Result<R> unlessTooMany(Place place, Work<R> work) throws Exception {
      if (most != null && failed.get() > most) {
        return new Result<>(null);
      }
      var output = work.at(place, visits);
      if (output.reason() != null) {
        failed.incrementAndGet();
      }
      if (all > 1) {
        visits.call().progress(ended.incrementAndGet() + " of " + all + " hosts");
      }
      return new Result<>(output);
    }
  }
}
