package dev.runbook.jenkins;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.http.client.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Enables or disables a job. Who was the one to change it is known after a crash too: the first
 * call reads, and only what is on record as otherwise is changed.
 */
record Switching(JobName job, Tolerance missing, boolean on) {
  private static final String STATE = "name,disabled,buildable,color";

  Outcome<Switched> run(Server server, Call call) throws Exception {
    var found = isOn(server);
    if (found.isEmpty()) {
      return missing(call);
    }
    if (call.token().isEmpty()) {
      return found.get() == on
          ? Outcome.done(new Switched(false))
          : Outcome.notYet(
              "job " + job + " is about to be " + word(on),
              Map.of("was", word(found.get())),
              Duration.ZERO);
    }
    server.post(job.path() + (on ? "/enable" : "/disable"), Map.of());
    if (isOn(server).orElse(!on) != on) {
      throw new Refused("Jenkins took it, but job " + job + " is " + word(!on) + " all the same");
    }
    call.line("job " + job + " is " + word(on) + " now");
    return Outcome.done(new Switched(true));
  }

  private Outcome<Switched> missing(Call call) throws Refused {
    if (missing == Tolerance.FAIL) {
      throw new Refused("there is no job " + job);
    }
    call.line("there is no job " + job);
    return Outcome.done(new Switched(false));
  }

  List<String> probe(Server server) throws Exception {
    var found = isOn(server);
    if (found.isEmpty()) {
      return List.of("there is no job " + job);
    }
    return List.of("it is " + word(found.get()) + (found.get() == on ? " already" : ""));
  }

  /** Folders and old servers do not say `disabled`; the colour of a job does. */
  private Optional<Boolean> isOn(Server server) throws Exception {
    return server
        .find(job.path(), STATE)
        .map(
            state ->
                state.has("disabled")
                    ? !state.is("disabled")
                    : !state.textOrEmpty("color").startsWith("disabled"));
  }

  static String word(boolean on) {
    return on ? "enabled" : "disabled";
  }
}
