package dev.runbook.run;

import dev.runbook.action.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The world that fake actions change: it stays as it is when a run is cut off. */
final class Outside {
  private static final Map<Path, Outside> BY_DIRECTORY = new ConcurrentHashMap<>();

  private final List<String> effects = new ArrayList<>();
  private final Map<String, Integer> calls = new LinkedHashMap<>();
  private final Map<String, Integer> looks = new LinkedHashMap<>();
  private final StagedRun run;

  private Outside(StagedRun run) {
    this.run = run;
  }

  /** Makes the world that a run sees which is started in that folder. */
  static Outside at(Path directory, StagedRun run) {
    var outside = new Outside(run);
    BY_DIRECTORY.put(directory, outside);
    return outside;
  }

  static Outside of(Path directory) {
    var outside = BY_DIRECTORY.get(directory);
    if (outside == null) {
      throw new IllegalStateException("no story takes place in " + directory);
    }
    return outside;
  }

  /** Returns all that was done, in that order. */
  synchronized List<String> effects() {
    return List.copyOf(effects);
  }

  synchronized boolean has(String effect) {
    return effects.contains(effect);
  }

  synchronized void does(String effect) {
    effects.add(effect);
  }

  /** Counts the calls of an action by its name; returns how many there were before. */
  synchronized int called(String name) {
    return calls.merge(name, 1, Integer::sum) - 1;
  }

  /** Counts how often work that goes on was asked for; returns how often before. */
  synchronized int looked(String job) {
    return looks.merge(job, 1, Integer::sum) - 1;
  }

  /** Lets time pass in an action that blocks; it ends early when it is cancelled. */
  void takes(Duration time, Cancellation cancellation) throws InterruptedException {
    run.works(time, cancellation);
  }
}
