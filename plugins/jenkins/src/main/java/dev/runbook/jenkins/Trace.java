package dev.runbook.jenkins;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds a build again whose start was not answered: in the queue or among the newest builds, with
 * these parameters, started by this user.
 */
record Trace(JobName job, Map<String, String> parameters, Server server) {
  private static final Pattern ITEM = Pattern.compile("/queue/item/(\\d+)");
  private static final String ACTIONS = "actions[parameters[name,value],causes[userId]]";

  /**
   * Where it is.
   *
   * @param item its number in the queue; 0 if it is not known
   * @param build its number; 0 if it is still queued
   */
  record Found(long item, long build) {
    String shown() {
      return build > 0 ? "build " + build : "queue item " + item;
    }
  }

  /** Returns the queue item that an answer names. */
  static Optional<Long> item(String location) {
    var matcher = ITEM.matcher(location);
    return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
  }

  /**
   * Returns the first that was started since.
   *
   * @param next the number of the first build that it could be
   */
  Optional<Found> find(long next) throws Exception {
    var builds = builds("number," + ACTIONS);
    for (var i = builds.size() - 1; i >= 0; i--) {
      var build = builds.get(i);
      if (build.number("number") >= next && isOurs(build)) {
        return Optional.of(new Found(0, build.number("number")));
      }
    }
    for (var item : server.json("/queue", "items[id,task[url]," + ACTIONS + "]").list("items")) {
      var of = JobName.of(item.at("task").textOrEmpty("url"));
      if (of.equals(Optional.of(job)) && isOurs(item)) {
        return Optional.of(new Found(item.number("id"), 0));
      }
    }
    return Optional.empty();
  }

  /** Returns the build that a queue item became. */
  Optional<Long> numberOf(long item) throws Exception {
    return builds("number,queueId").stream()
        .filter(build -> build.number("queueId") == item)
        .map(build -> build.number("number"))
        .findFirst();
  }

  private List<Fields> builds(String fields) throws Exception {
    return server.json(job.path(), "builds[" + fields + "]{0,50}").list("builds");
  }

  private boolean isOurs(Fields found) {
    var user = server.connection().user();
    for (var action : found.list("actions")) {
      for (var cause : action.list("causes")) {
        if (user != null && cause.has("userId") && !user.equals(cause.text("userId"))) {
          return false;
        }
      }
      for (var parameter : action.list("parameters")) {
        // The value of a password is not shown.
        var given = parameters.get(parameter.textOrEmpty("name"));
        if (given != null && parameter.has("value") && !given.equals(parameter.text("value"))) {
          return false;
        }
      }
    }
    return true;
  }
}
