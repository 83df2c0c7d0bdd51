package dev.runbook.run;

import dev.runbook.action.Again;
import dev.runbook.action.Call;
import dev.runbook.action.Cancellation;
import dev.runbook.action.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The world that fake actions change: it stays as it is when a run is cut off. It knows for which
 * attempt of which step it is called, as a system does that is given a request's id: a call that is
 * made again after a crash is answered as the first one was.
 */
final class Outside {
  /** The actions themselves, each call under its id. */
  static final Effects EFFECTS =
      new Effects() {
        @Override
        public Outcome<?> perform(Effect effect, Call call) throws Exception {
          ID.set(id(effect.step(), effect.attempt()));
          return REAL.perform(effect, call);
        }

        @Override
        public void abandon(Effect effect, Call call) throws Exception {
          ID.set("abandon " + id(effect.step(), effect.attempt()));
          REAL.abandon(effect, call);
        }

        @Override
        public Again again(Effect effect) {
          return REAL.again(effect);
        }
      };

  private static final Map<Path, Outside> BY_DIRECTORY = new ConcurrentHashMap<>();
  private static final ThreadLocal<String> ID = new ThreadLocal<>();

  private final List<Done> effects = new ArrayList<>();
  private final Map<String, Set<String>> calls = new LinkedHashMap<>();
  private final Map<String, Integer> looks = new LinkedHashMap<>();
  private final StagedRun run;

  private Outside(StagedRun run) {
    this.run = run;
  }

  /**
   * What was done.
   *
   * @param id the call that did it
   */
  private record Done(String effect, String id) {}

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

  private static String id(String step, String attempt) {
    return step + " " + attempt;
  }

  private static String id() {
    return Objects.requireNonNull(ID.get());
  }

  /** Returns all that was done, in that order. */
  synchronized List<String> effects() {
    return effects.stream().map(Done::effect).toList();
  }

  /** Returns what one call did more than once. */
  synchronized List<String> doubled() {
    var seen = new LinkedHashSet<Done>();
    return effects.stream().filter(done -> !seen.add(done)).map(Done::effect).toList();
  }

  synchronized boolean has(String effect) {
    return effects().contains(effect);
  }

  /** Returns whether an attempt of a step did what it does. */
  synchronized boolean hasDone(String step, String attempt) {
    return ids().anyMatch(id(step, attempt)::equals);
  }

  /** Returns whether this call did, when it was made before. */
  synchronized boolean hasDone() {
    return ids().anyMatch(id()::equals);
  }

  private Stream<String> ids() {
    return effects.stream().map(Done::id);
  }

  synchronized void does(String effect) {
    effects.add(new Done(effect, id()));
  }

  /** Returns how many other calls of an action there were before this one was first made. */
  synchronized int called(String name) {
    var ids = calls.computeIfAbsent(name, none -> new LinkedHashSet<>());
    ids.add(id());
    return List.copyOf(ids).indexOf(id());
  }

  /** Counts how often work that goes on was asked for; returns how often before. */
  synchronized int looked() {
    return looks.merge(id(), 1, Integer::sum) - 1;
  }

  /** Lets time pass in an action that blocks; it ends early when it is cancelled. */
  void takes(Duration time, Cancellation cancellation) throws InterruptedException {
    run.works(time, cancellation);
  }
}
