package dev.runbook.jenkins;

import dev.runbook.http.client.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is of jobs: in the queue, and among their builds. */
record Listing(Server server) {
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 50;
  private static final String BUILD = "[number,url,result,building,timestamp,duration]";

  /**
   * Returns all of one job, the queued ones first; empty if there is no such job.
   *
   * @param since leaves out what began earlier; null for the newest hundred
   */
  Optional<List<SeenBuild>> of(JobName job, @Nullable Instant since) throws Exception {
    // The queue first: what leaves it in between is seen among the builds.
    var queued = queued(job);
    var newest = page(job, 0);
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    var all = new ArrayList<SeenBuild>(queued);
    var builds = newest.get();
    for (var page = 1; ; page++) {
      add(builds, since, all);
      var isWhole = builds.size() < PAGE || since == null || isBefore(builds, since);
      if (isWhole || page == MOST_PAGES) {
        return Optional.of(all);
      }
      builds = page(job, page).orElse(List.of());
    }
  }

  private static void add(List<SeenBuild> builds, @Nullable Instant since, List<SeenBuild> all) {
    for (var build : builds) {
      var began = build.started_at();
      if (since == null || began == null || !began.isBefore(since)) {
        all.add(build);
      }
    }
  }

  private static boolean isBefore(List<SeenBuild> builds, Instant since) {
    var last = builds.get(builds.size() - 1).started_at();
    return last != null && last.isBefore(since);
  }

  List<SeenBuild> ofOrRefuse(JobName job, @Nullable Instant since) throws Exception {
    return of(job, since).orElseThrow(() -> new Refused("there is no job " + job));
  }

  private List<SeenBuild> queued(JobName job) throws Exception {
    var all = new ArrayList<SeenBuild>();
    for (var item : server.json("/queue", "items[id,why,task[url]]").list("items")) {
      if (JobName.of(item.at("task").textOrEmpty("url")).equals(Optional.of(job))) {
        all.add(SeenBuild.queued(job, item));
      }
    }
    return all;
  }

  /** Jenkins gives no more than a hundred as {@code builds}; the others take it long. */
  private Optional<List<SeenBuild>> page(JobName job, int page) throws Exception {
    var name = page == 0 ? "builds" : "allBuilds";
    var range = "{" + page * PAGE + "," + (page + 1) * PAGE + "}";
    var url = server.url(job.path() + "/");
    return server
        .find(job.path(), name + BUILD + range)
        .map(
            found -> found.list(name).stream().map(one -> SeenBuild.begun(job, one, url)).toList());
  }

  static int count(List<SeenBuild> all, State state) {
    return (int) all.stream().filter(one -> state.has(one.state())).count();
  }

  static List<SeenBuild> in(List<SeenBuild> all, State state) {
    return all.stream().filter(one -> state.has(one.state())).toList();
  }
}
