package dev.runbook.jenkins;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a server that is up.
 *
 * @param sessionNot the session before; null if any will do
 * @param jobs that have to be there
 * @param nodesOffline how many nodes may be offline; null if it does not matter
 * @param stable how long it has to stay so
 */
record Wanted(
    @Nullable String sessionNot,
    List<String> jobs,
    @Nullable Integer nodesOffline,
    Duration stable) {
  private static final Duration EVERY = Duration.ofSeconds(5);

  /**
   * Checks arguments.
   *
   * @throws IllegalArgumentException if they cannot work
   */
  Wanted {
    jobs = List.copyOf(jobs);
    jobs.forEach(JobName::check);
    if (nodesOffline != null && nodesOffline < 0) {
      throw new IllegalArgumentException("`nodes_offline` is 0 or more");
    }
    if (stable.isNegative()) {
      throw new IllegalArgumentException("`stable` is 0s or longer");
    }
  }

  /** Returns the time between two looks. */
  Duration every() {
    return !stable.isZero() && stable.compareTo(EVERY) < 0 ? stable : EVERY;
  }

  /** Returns how many looks in a row have to be good: at least the time has passed between them. */
  long looks() {
    var every = every().toMillis();
    return 1 + (stable.toMillis() + every - 1) / every;
  }

  /**
   * Returns what is missing, the most important first.
   *
   * @param nodes gets the nodes
   */
  List<String> missing(Root root, Server server, List<Node> nodes) throws Exception {
    var missing = new ArrayList<String>();
    if (root.session().equals(sessionNot)) {
      missing.add("session " + root.session() + " is still the one before: not restarted");
    }
    if (root.quiet()) {
      missing.add("it begins no new builds: it is quieting down");
    }
    // Whoever cannot list the queue cannot put anything into it.
    server.json("/queue", "items[id]");
    plugins(server, missing);
    for (var job : jobs) {
      if (server.find(new JobName(job).path(), "name").isEmpty()) {
        missing.add("there is no job `" + job + "`");
      }
    }
    nodes.addAll(Node.of(server));
    var offline = Node.offline(nodes);
    if (nodesOffline != null && offline.size() > nodesOffline) {
      missing.add(Node.shown(offline));
    }
    return missing;
  }

  /** Only who may see the system's settings may see its plugins. */
  private static void plugins(Server server, List<String> missing) throws Exception {
    var reply = server.get(Server.api("/pluginManager", "plugins[shortName,active,enabled]"));
    if (reply.status() == 403 || reply.status() == 404) {
      return;
    }
    for (var plugin : reply.good(server.connection()).json().list("plugins")) {
      if (plugin.is("enabled") && !plugin.is("active")) {
        missing.add("plugin " + plugin.text("shortName") + " is not loaded");
      }
    }
  }
}
