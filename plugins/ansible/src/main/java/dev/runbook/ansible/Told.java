package dev.runbook.ansible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What ansible told while it ran, put together. */
final class Told implements Consumer<Event> {
  private final Map<String, Set<String>> changed = new LinkedHashMap<>();
  private final Map<String, Problem> failed = new LinkedHashMap<>();
  private final Map<String, Problem> unreachable = new LinkedHashMap<>();
  private final Map<String, HostAnswer> answers = new TreeMap<>();
  private List<HostResult> hosts = List.of();
  private @Nullable Object stats = Map.of();
  private String task = "";
  private int matched;
  private boolean hasEnded;

  /** What went wrong at a host. */
  record Problem(String host, String task, String message) {}

  @Override
  public synchronized void accept(Event event) {
    switch (event.kind()) {
      case "play" -> matched++;
      case "no_hosts" -> matched--;
      case "task" -> task = event.text("task");
      case "result" -> result(event);
      case "stats" -> {
        hasEnded = true;
        hosts = event.hosts();
        stats = event.value("told");
      }
      default -> {}
    }
  }

  private void result(Event event) {
    var host = event.text("host");
    var task = event.text("task");
    var problem = new Problem(host, task, event.text("message"));
    switch (event.text("outcome")) {
      case "changed" -> changed.computeIfAbsent(task, t -> new TreeSet<>()).add(host);
      case "failed" -> failed.put(host, problem);
      case "unreachable" -> unreachable.put(host, problem);
      default -> {}
    }
    if (event.value("result") != null) {
      answers.put(host, HostAnswer.of(event));
    }
  }

  /** Returns whether ansible came to its recap. */
  synchronized boolean hasEnded() {
    return hasEnded;
  }

  /** Returns whether a play had hosts. */
  synchronized boolean hasMatched() {
    return matched > 0;
  }

  /** Returns the task that began last; empty if none did. */
  synchronized String task() {
    return task;
  }

  /** Returns the hosts where something changed so far, by name. */
  synchronized List<String> changedHosts() {
    return changed.values().stream().flatMap(Set::stream).distinct().sorted().toList();
  }

  synchronized List<HostResult> hosts() {
    return hosts;
  }

  /**
   * Returns what the hosts answered to a single task, by name; only where results were asked for.
   */
  synchronized List<HostAnswer> answers() {
    return List.copyOf(answers.values());
  }

  synchronized @Nullable Object stats() {
    return stats;
  }

  synchronized List<ChangedTask> changedTasks() {
    return changed.entrySet().stream()
        .map(entry -> new ChangedTask(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /** Returns the last failure of each host where one counts: not those rescued. */
  synchronized List<Problem> failures() {
    return of(failed, hosts.stream().filter(host -> host.failed() > 0).toList());
  }

  synchronized List<Problem> unreachable() {
    return of(unreachable, hosts.stream().filter(host -> host.unreachable() > 0).toList());
  }

  private static List<Problem> of(Map<String, Problem> problems, List<HostResult> hosts) {
    var found = new ArrayList<Problem>();
    for (var host : hosts) {
      var problem = problems.get(host.host());
      if (problem != null) {
        found.add(problem);
      }
    }
    return found;
  }
}
