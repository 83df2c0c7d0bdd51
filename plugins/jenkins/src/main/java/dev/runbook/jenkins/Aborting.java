package dev.runbook.jenkins;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.http.client.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Carries out {@link Abort}. What is to be aborted is on record before the first is, and each is
 * asked to end once: asked twice, a pipeline gives up its clearing up too.
 */
final class Aborting {
  private final Abort abort;
  private final JobName job;
  private final Server server;
  private final Call call;
  private final Fields token;

  Aborting(Abort abort, Server server, Call call) {
    this.abort = abort;
    this.job = new JobName(abort.job());
    this.server = server;
    this.call = call;
    this.token = Fields.of(call.token());
  }

  /** What is to end: places in the queue, and builds. */
  private record Doomed(List<String> items, List<String> builds) {
    Map<String, ?> token(boolean sent) {
      return Map.of("items", items, "builds", builds, "sent", sent);
    }
  }

  Outcome<Abort.Outputs> run() throws Exception {
    var found = new Listing(server).of(job, null);
    if (found.isEmpty()) {
      return missing();
    }
    if (token.isEmpty()) {
      return choose(Listing.in(found.get(), abort.state()));
    }
    var doomed = new Doomed(token.texts("items"), token.texts("builds"));
    return token.is("sent") ? awaited(doomed, found.get()) : send(doomed, found.get());
  }

  private Outcome<Abort.Outputs> missing() throws Refused {
    if (abort.missing() == Tolerance.FAIL) {
      throw new Refused("there is no job " + job);
    }
    call.line("there is no job " + job);
    return Outcome.done(new Abort.Outputs(0, List.of()));
  }

  private Outcome<Abort.Outputs> choose(List<SeenBuild> builds) {
    if (builds.isEmpty()) {
      return Outcome.done(new Abort.Outputs(0, List.of()));
    }
    var items = names(builds.stream().map(SeenBuild::item).filter(Objects::nonNull).toList());
    var numbers = names(builds.stream().map(SeenBuild::number).filter(Objects::nonNull).toList());
    return Outcome.notYet(
        "about to be aborted: " + builds.size(),
        new Doomed(items, numbers).token(false),
        Duration.ZERO);
  }

  private static List<String> names(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).toList();
  }

  private Outcome<Abort.Outputs> send(Doomed doomed, List<SeenBuild> now) throws Exception {
    var queued = names(now.stream().map(SeenBuild::item).filter(Objects::nonNull).toList());
    var builds = new ArrayList<>(doomed.builds());
    var cancelled = new ArrayList<String>();
    for (var item : doomed.items()) {
      if (queued.contains(item) && server.end("/queue/cancelItem?id=" + item)) {
        call.line("cancelled queue item " + item);
      }
      // It may have left the queue for an executor just before.
      var began = new Trace(job, Map.of(), server).numberOf(Long.parseLong(item));
      if (began.isPresent()) {
        builds.add(String.valueOf(began.get()));
      } else {
        cancelled.add(item);
      }
    }
    for (var number : builds) {
      var mayRun = isRunning(number, now) || !doomed.builds().contains(number);
      if (mayRun && server.end(job.path() + "/" + number + "/stop")) {
        call.line("asked build " + number + " to end");
      }
    }
    var sent = new Doomed(cancelled, builds).token(true);
    return Outcome.notYet("they are ending", sent, Duration.ofSeconds(1));
  }

  private Outcome<Abort.Outputs> awaited(Doomed doomed, List<SeenBuild> now) {
    var running = doomed.builds().stream().filter(number -> isRunning(number, now)).toList();
    if (!running.isEmpty()) {
      return Outcome.notYet(
          "still ending: build " + String.join(", ", running),
          doomed.token(true),
          Duration.ofSeconds(2));
    }
    var all = new ArrayList<String>();
    doomed.items().forEach(item -> all.add("queue item " + item));
    doomed.builds().forEach(number -> all.add("build " + number));
    return Outcome.done(new Abort.Outputs(all.size(), all));
  }

  private static boolean isRunning(String number, List<SeenBuild> now) {
    return now.stream()
        .anyMatch(
            one -> one.state() == State.RUNNING && number.equals(String.valueOf(one.number())));
  }
}
