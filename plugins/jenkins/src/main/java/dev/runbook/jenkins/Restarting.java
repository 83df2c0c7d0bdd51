package dev.runbook.jenkins;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Carries out {@link Restart}. The session before is on record before the restart is asked for, so
 * that a call whose answer was lost sees whether it was heard.
 */
final class Restarting {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Restart restart;
  private final Server server;
  private final Call call;
  private final Fields token;

  Restarting(Restart restart, Server server, Call call) {
    this.restart = restart;
    this.server = server;
    this.call = call;
    this.token = Fields.of(call.token());
  }

  Outcome<Ready.Outputs> run() throws Exception {
    if (token.isEmpty()) {
      var root = Root.of(server);
      return Outcome.notYet(
          "Jenkins is about to be restarted", token(root.session(), root.quiet()), Duration.ZERO);
    }
    return token.is("asked") ? await() : ask();
  }

  private Outcome<Ready.Outputs> ask() throws Exception {
    try {
      var root = Root.of(server);
      // One that was quieting down already tells nothing of a restart; to ask it twice does no
      // harm.
      if (root.session().equals(before()) && (!root.quiet() || token.is("quiet"))) {
        server.post("/safeRestart", Map.of());
      }
    } catch (IOException e) {
      // It may be down by now, or the question was lost: the next look tells.
      return Outcome.notYet(
          "Jenkins does not answer: " + e.getMessage(), token(before(), token.is("quiet")), EVERY);
    }
    call.line("Jenkins was asked to restart when the builds that run have ended");
    return Outcome.notYet("Jenkins is to restart", asked(), EVERY);
  }

  private Outcome<Ready.Outputs> await() throws Exception {
    var wanted = new Wanted(before(), restart.jobs(), restart.nodes_offline(), restart.stable());
    return new Readying(wanted, server, call, asked()).look();
  }

  private String before() {
    return token.textOrEmpty("before");
  }

  private static Map<String, ?> token(String before, boolean quiet) {
    return Map.of("before", before, "quiet", quiet);
  }

  private Map<String, ?> asked() {
    return Map.of("before", before(), "asked", true);
  }

  /** Takes the restart back where it has not begun. */
  void abandon() throws Exception {
    if (!token.is("asked")) {
      return;
    }
    var root = Root.of(server);
    if (root.session().equals(before()) && root.quiet()) {
      server.post("/cancelQuietDown", Map.of());
      call.line("the restart is called off: builds begin again");
    } else {
      call.line("the restart is under way, and left to itself");
    }
  }
}
