package dev.runbook.scenario;

import dev.runbook.model.Step;
import dev.runbook.model.Work;
import dev.runbook.run.Ended;
import dev.runbook.run.Opening;
import dev.runbook.run.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What a run told: which steps began, in which order, how they ended, what was asked. */
final class Witness {
  private final List<String> begun = new ArrayList<>();
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, Ended> ends = new LinkedHashMap<>();
  private final Map<String, Opening> asked = new LinkedHashMap<>();
  private final Map<String, List<String>> chosen = new LinkedHashMap<>();
  private final Map<String, List<String>> refused = new LinkedHashMap<>();

  synchronized void sees(Progress progress) {
    if (progress instanceof Progress.Began began) {
      begun.add(began.step());
      steps.put(began.step(), began.what());
    } else if (progress instanceof Progress.Ends end) {
      steps.put(end.step(), end.what());
      ends.put(end.step(), end.ended());
    } else if (progress instanceof Progress.Asks asks) {
      asked.put(asks.opening().step(), asks.opening());
    } else if (progress instanceof Progress.Decides decides) {
      chosen.computeIfAbsent(decides.step(), none -> new ArrayList<>()).add(decides.choice());
    }
  }

  synchronized void refuses(String step, String reason) {
    refused.computeIfAbsent(step, none -> new ArrayList<>()).add(reason);
  }

  /** Returns the keys of the steps that ran, in the order in which they began. */
  synchronized List<String> ran() {
    var ran = new LinkedHashSet<String>();
    begun.stream().filter(key -> !(ends.get(key) instanceof Ended.Skipped)).forEach(ran::add);
    return List.copyOf(ran);
  }

  synchronized List<String> skipped() {
    return ends.entrySet().stream()
        .filter(end -> end.getValue() instanceof Ended.Skipped)
        .map(Map.Entry::getKey)
        .toList();
  }

  synchronized List<String> failed() {
    return ends.entrySet().stream()
        .filter(end -> end.getValue() instanceof Ended.Failed)
        .map(Map.Entry::getKey)
        .toList();
  }

  synchronized Map<String, Ended> ends() {
    return new LinkedHashMap<>(ends);
  }

  synchronized Map<String, Opening> asked() {
    return new LinkedHashMap<>(asked);
  }

  synchronized Map<String, List<String>> chosen() {
    return new LinkedHashMap<>(chosen);
  }

  synchronized Map<String, List<String>> refused() {
    return new LinkedHashMap<>(refused);
  }

  /** Returns the steps by key. */
  synchronized Map<String, Step> steps() {
    return new LinkedHashMap<>(steps);
  }

  /** Returns whether something else than groups and calls. */
  static boolean isLeaf(Step step) {
    return !(step.work() instanceof Work.Group) && !(step.work() instanceof Work.Call);
  }
}
