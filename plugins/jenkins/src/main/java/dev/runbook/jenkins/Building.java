package dev.runbook.jenkins;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.http.client.Refused;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Carries out {@link Build}. The token says how far it is: {@code next}, the number that the next
 * build would have, is on record before anything is started; then {@code item}, its place in the
 * queue; then {@code build}, and how much of the console was shown.
 */
final class Building {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(15);
  private static final int LOOKS_FOR_A_TRACE = 30;
  private static final String BUILD =
      "number,url,result,building,timestamp,duration,estimatedDuration";

  private final Build build;
  private final JobName job;
  private final Server server;
  private final Call call;
  private final Fields token;

  Building(Build build, Server server, Call call) {
    this.build = build;
    this.job = new JobName(build.job());
    this.server = server;
    this.call = call;
    this.token = Fields.of(call.token());
  }

  Outcome<Build.Outputs> run() throws Exception {
    if (token.has("build")) {
      return follow(token.number("build"), token.number("shown"));
    }
    if (token.has("item")) {
      return queued(token.number("item"));
    }
    if (token.has("asked")) {
      return appeared();
    }
    return token.has("next") ? start() : prepare();
  }

  private Outcome<Build.Outputs> prepare() throws Exception {
    var definition = Definition.of(job, server);
    var objections = definition.objections(build.parameters());
    if (!objections.isEmpty()) {
      throw new Refused(String.join("; ", objections));
    }
    var next = new HashMap<String, Object>(Map.of("next", definition.next()));
    next.put("form", definition.isParameterized());
    return Outcome.notYet("job " + job + " is about to be started", next, Duration.ZERO);
  }

  /** An earlier call may have got this far, and its answer been lost. */
  private Outcome<Build.Outputs> start() throws Exception {
    var trace = trace().find(token.number("next"));
    if (trace.isPresent()) {
      call.line(
          "goes on with " + trace.get().shown() + " that was started before the answer was lost");
      return at(trace.get());
    }
    var action = token.is("form") ? "/buildWithParameters" : "/build";
    var reply = server.post(job.path() + action, build.parameters());
    var item = Trace.item(String.valueOf(reply.header("location")));
    return item.isPresent()
        ? waiting("build of " + job + " is queued", Map.of("item", item.get()), SOON)
        : waiting("a build of " + job + " is to appear", Map.of("asked", 1), SOON);
  }

  private Trace trace() {
    return new Trace(job, build.parameters(), server);
  }

  private Outcome<Build.Outputs> at(Trace.Found found) throws Exception {
    return found.build() > 0 ? follow(found.build(), 0) : queued(found.item());
  }

  /** The server named neither a place in the queue nor a build. */
  private Outcome<Build.Outputs> appeared() throws Exception {
    var found = trace().find(token.number("next"));
    if (found.isPresent()) {
      return at(found.get());
    }
    var looks = token.number("asked");
    if (looks >= LOOKS_FOR_A_TRACE) {
      throw new Refused("Jenkins took the request, but no build of " + job + " appears");
    }
    return waiting("a build of " + job + " is to appear", Map.of("asked", looks + 1), SOON);
  }

  private Outcome<Build.Outputs> queued(long item) throws Exception {
    var found =
        server.find("/queue/item/" + item, "id,why,cancelled,executable[number]").orElse(null);
    if (found == null) {
      var number = trace().numberOf(item);
      return number.isPresent() ? follow(number.get(), 0) : gone(item);
    }
    if (found.is("cancelled")) {
      throw new Refused("the build of " + job + " was cancelled in the queue");
    }
    if (found.at("executable").has("number")) {
      return follow(found.at("executable").number("number"), 0);
    }
    var why = found.textOrEmpty("why");
    return waiting(
        "build of " + job + " is queued" + (why.isEmpty() ? "" : ": " + why),
        Map.of("item", item),
        Duration.ofSeconds(2));
  }

  private Outcome<Build.Outputs> gone(long item) throws Refused {
    throw new Refused(
        "queue item "
            + item
            + " is gone, and no build of "
            + job
            + " came of it: it was cancelled, or the build deleted");
  }

  private Outcome<Build.Outputs> waiting(String why, Map<String, ?> where, Duration again) {
    var all = new HashMap<String, Object>(where);
    all.put("next", token.number("next"));
    return Outcome.notYet(why, all, again);
  }

  private Outcome<Build.Outputs> follow(long number, long shown) throws Exception {
    var path = job.path() + "/" + number;
    var found = server.find(path, BUILD);
    if (found.isEmpty()) {
      throw new Refused("build " + number + " of " + job + " is gone");
    }
    var fields = found.get();
    if (!token.has("build")) {
      call.line("build " + number + ": " + url(number));
    }
    if (!build.wait_()) {
      return Outcome.done(outputs(fields, number));
    }
    var runs = fields.is("building") || !fields.has("result");
    var console = new Console(server, path, call).show(shown, runs);
    if (runs) {
      return waiting(
          "build " + number + " of " + job + " is running",
          Map.of("build", number, "shown", console),
          rhythm(fields));
    }
    return ended(fields, number);
  }

  /** Short builds are looked at often, long ones every quarter of a minute. */
  private static Duration rhythm(Fields build) {
    var part = build.millis("estimatedDuration").dividedBy(60);
    return part.compareTo(LATER) > 0 ? LATER : part.compareTo(SOON) < 0 ? SOON : part;
  }

  private Outcome<Build.Outputs> ended(Fields fields, long number) {
    var outputs = outputs(fields, number);
    var name = "build " + number + " of " + job;
    return switch (String.valueOf(outputs.result())) {
      case "SUCCESS" -> Outcome.done(outputs);
      case "UNSTABLE" ->
          build.unstable() == Tolerance.OK
              ? Outcome.done(outputs)
              : Outcome.failed(
                  name + " is unstable: " + outputs.url() + "; `unstable: ok` takes it for good",
                  outputs);
      case "ABORTED" -> Outcome.failed(name + " was aborted: " + outputs.url(), outputs);
      case "NOT_BUILT" -> Outcome.failed(name + " built nothing: " + outputs.url(), outputs);
      default ->
          Outcome.failed(name + " is red (" + outputs.result() + "): " + outputs.url(), outputs);
    };
  }

  private Build.Outputs outputs(Fields fields, long number) {
    var ends = !fields.is("building") && fields.has("result");
    return new Build.Outputs(
        number,
        ends ? fields.text("result") : null,
        URI.create(url(number)),
        fields.instant("timestamp"),
        ends ? fields.millis("duration") : null);
  }

  private String url(long number) {
    return server.url(job.path() + "/" + number + "/");
  }

  /** Stops what was started. */
  void abandon() throws Exception {
    var found = whereItIs().orElse(new Trace.Found(0, 0));
    var number = found.build();
    if (number > 0 && server.end(job.path() + "/" + number + "/stop")) {
      call.line("stopped build " + number + ": " + url(number));
    } else if (found.item() > 0 && server.end("/queue/cancelItem?id=" + found.item())) {
      call.line("took the build of " + job + " out of the queue");
    } else {
      call.line("no build of " + job + " is left to stop");
    }
  }

  private Optional<Trace.Found> whereItIs() throws Exception {
    if (token.has("build")) {
      return Optional.of(new Trace.Found(0, token.number("build")));
    }
    if (!token.has("item")) {
      return trace().find(token.number("next"));
    }
    var item = token.number("item");
    var number = trace().numberOf(item);
    return Optional.of(new Trace.Found(item, number.orElse(0L)));
  }
}
