package dev.runbook.jenkins;

import dev.runbook.action.Call;
import dev.runbook.action.Outcome;
import dev.runbook.http.client.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks until a server is up. A server that is down is what is waited for, not an accident; one
 * that refuses is believed at the third time, since what stands before it may start later.
 */
final class Readying {
  private static final int REFUSALS = 3;
  private static final int MOST_SEEN = 100;

  private final Wanted wanted;
  private final Server server;
  private final Call call;
  private final Fields token;
  private final Map<String, Object> kept;
  private final List<String> seen;

  Readying(Wanted wanted, Server server, Call call) {
    this(wanted, server, call, Map.of());
  }

  /**
   * Looks on behalf of an action with a token of its own.
   *
   * @param kept what every further token holds too
   */
  Readying(Wanted wanted, Server server, Call call, Map<String, ?> kept) {
    this.wanted = wanted;
    this.server = server;
    this.call = call;
    this.token = Fields.of(call.token());
    this.kept = new HashMap<>(kept);
    this.seen = new ArrayList<>(token.texts("seen"));
  }

  Outcome<Ready.Outputs> look() throws Exception {
    var nodes = new ArrayList<Node>();
    try {
      var root = Root.of(server);
      var missing = wanted.missing(root, server, nodes);
      return missing.isEmpty() ? good(root, nodes) : bad(String.join("; ", missing), 0);
    } catch (IOException e) {
      return bad(String.valueOf(e.getMessage()), 0);
    } catch (Refused e) {
      var refusals = token.number("refusals") + 1;
      if (refusals >= REFUSALS) {
        throw e;
      }
      return bad(e.reason(), refusals);
    }
  }

  private Outcome<Ready.Outputs> bad(String what, long refusals) {
    see(what);
    return notYet("Jenkins is not up: " + what, Map.of("refusals", refusals));
  }

  private Outcome<Ready.Outputs> good(Root root, List<Node> nodes) {
    var session = token.text("session");
    if (session != null && !session.equals(root.session())) {
      see("it was started once more");
    }
    see(shown(root));
    var looks = root.session().equals(session) ? token.number("good") + 1 : 1;
    if (looks >= wanted.looks()) {
      return Outcome.done(new Ready.Outputs(root.session(), root.version(), nodes, seen));
    }
    return notYet(
        "Jenkins is up, and watched for a while: " + looks + " of " + wanted.looks(),
        Map.of("session", root.session(), "good", looks));
  }

  static String shown(Root root) {
    return "it is up: version "
        + root.version()
        + ", session "
        + root.session()
        + (root.quiet() ? ", begins no new builds" : "");
  }

  private Outcome<Ready.Outputs> notYet(String why, Map<String, ?> more) {
    kept.putAll(more);
    kept.put("seen", List.copyOf(seen));
    return Outcome.notYet(why, kept, wanted.every());
  }

  /** Keeps what is new, and tells it. */
  private void see(String what) {
    if (!seen.isEmpty() && seen.get(seen.size() - 1).equals(what)) {
      return;
    }
    call.line(what);
    seen.add(what);
    if (seen.size() > MOST_SEEN) {
      seen.remove(0);
    }
  }
}
