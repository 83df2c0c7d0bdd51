package dev.runbook.jenkins;

import dev.runbook.action.Call;
import dev.runbook.action.Look;
import dev.runbook.action.Outcome;
import dev.runbook.action.Preview;
import dev.runbook.http.client.Refused;
import java.io.IOException;
import java.util.List;

/** How actions ask a server and answer. */
final class Answer {
  private Answer() {}

  /** What an action does at a server. */
  interface Work<O> {
    Outcome<O> at(Server server) throws Exception;
  }

  /** What a preview reads at a server. */
  interface Probe {
    List<String> at(Server server) throws Exception;
  }

  /** Does the work; what the server refuses fails the step. */
  static <O> Outcome<O> of(JenkinsConnection connection, Call call, Work<O> work) throws Exception {
    try {
      return work.at(Server.of(connection, call));
    } catch (Refused e) {
      return Outcome.failed(e.reason());
    }
  }

  /** Adds what was found, where a preview may ask. */
  static Preview probed(Preview preview, JenkinsConnection connection, Look look, Probe probe)
      throws Exception {
    if (!look.probing()) {
      return preview;
    }
    try {
      return preview.withFound(probe.at(Server.of(connection, look)));
    } catch (Refused | IOException e) {
      return preview.withFound(List.of(String.valueOf(e.getMessage())));
    }
  }
}
