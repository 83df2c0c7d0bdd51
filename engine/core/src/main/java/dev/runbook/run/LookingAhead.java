package dev.runbook.run;

import dev.runbook.journal.Decision;
import dev.runbook.model.Work;
import dev.runbook.standing.Outlook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what the choices at a gate lead to when it opens: for each of them, what is left of the run
 * is gone through as in a dry run.
 */
final class LookingAhead {
  private final Local local;
  private final Frame frame;
  private final Selection selection;

  LookingAhead(Local local, Frame frame, Selection selection) {
    this.local = local;
    this.frame = frame;
    this.selection = selection;
  }

  /** Returns what is known; without what a choice leads to where it is made at the start. */
  Outlook from(Key gate, Work.Gate work) {
    var tolerated = masked(tolerated());
    if (local.given().containsKey(gate.text())) {
      return new Outlook(Map.of(), List.of(), tolerated);
    }
    var ways = new LinkedHashMap<String, AheadSteps>();
    for (var choice : Gates.choices(work)) {
      if (!choice.equals(Decision.REJECT)) {
        ways.put(choice, way(gate, choice));
      }
    }
    var all = ways.values();
    var onward = all.stream().filter(way -> !way.asksAgain()).toList();
    var common = onward.size() < 2 ? Set.<String>of() : common(onward);
    var leads = new LinkedHashMap<String, List<String>>();
    ways.forEach((choice, way) -> leads.put(choice, masked(lines(way, all, common))));
    leads.put(Decision.REJECT, masked(rejected(way(gate, Decision.REJECT))));
    var anyway =
        onward.stream().limit(1).flatMap(way -> way.only(common).lines().stream()).toList();
    return new Outlook(leads, masked(anyway), tolerated);
  }

  private List<String> masked(List<String> lines) {
    return lines.stream().map(local.masker()::mask).toList();
  }

  /** Returns the steps that every choice leads to. */
  private static Set<String> common(Collection<AheadSteps> ways) {
    var common = new HashSet<>(ways.iterator().next().keys());
    ways.forEach(way -> common.retainAll(way.keys()));
    return common;
  }

  private static List<String> lines(
      AheadSteps way, Collection<AheadSteps> all, Set<String> common) {
    var lines = new ArrayList<>(way.without(common).lines());
    if (way.asksAgain()) {
      lines.add("then it is asked again");
      return lines;
    }
    var others = new LinkedHashSet<String>();
    for (var other : all) {
      other.without(way.keys()).shown().forEach(step -> others.add(step.key()));
    }
    if (!others.isEmpty()) {
      lines.add("left out: " + PreviewTotals.listed(List.copyOf(others)));
    }
    if (way.failure() != null) {
      lines.add("the run fails: " + way.failure());
    }
    return lines;
  }

  private static List<String> rejected(AheadSteps way) {
    var lines = new ArrayList<>(way.lines());
    if (way.failure() != null) {
      lines.add("the run fails");
    }
    return lines;
  }

  /** Goes through what is left of the run as if that was chosen. */
  private AheadSteps way(Key gate, String choice) {
    var given = new LinkedHashMap<>(local.given());
    given.put(gate.text(), choice);
    var resources = new Resources();
    try {
      var look = new PreviewLook(local.run().directory(), false, resources);
      var tree = new PreviewTree(local.plan());
      var world =
          new AheadWorld(
              local.clock().instant(),
              new Recorded(local.records(), local.plan()),
              tree,
              new PreviewActions(local.plan(), look, new PreviewSecrets(Map.of())),
              new PreviewGates(given),
              local.effects());
      var context = Context.top(frame.ahead(), Key.Prefix.TOP, new Stop(new Bell()));
      var failure = Previewer.walk(local.plan(), world, selection, local.secrets(), context);
      return AheadSteps.after(gate, tree.done(), local.records(), failure, world.asksAgain());
    } finally {
      resources.close();
    }
  }

  private List<String> tolerated() {
    return local.records().all().stream()
        .filter(record -> reason(record) != null && isTolerated(record.key))
        .map(record -> record.key + ": " + reason(record))
        .toList();
  }

  private boolean isTolerated(String key) {
    return Address.find(local.plan(), key)
        .filter(address -> address.place().step().settings().continueOnFailure())
        .isPresent();
  }

  /** Returns why a step failed; null if it did not. */
  private static @Nullable String reason(Records.StepRecord record) {
    if (record.ended != null && Records.isFailed(record.ended)) {
      return Records.text(Records.map(record.ended, "error"), "reason");
    }
    return record.closed != null && Records.isFailed(record.closed)
        ? Records.text(record.closed, "reason")
        : null;
  }
}
