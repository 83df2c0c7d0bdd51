package dev.runbook.scenario;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.run.RunResult;
import dev.runbook.run.StagedRun.Cut;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Cuts a run at every event of its journal, in each way that a process or a machine can die, and
 * resumes it: it must end as the uncut run did, each effect done once.
 */
final class Crashing {
  private final BiFunction<Scene, Cut, Trial.Played> play;
  private final Scene scene;
  private final Trial.Played whole;
  private final Span span;
  private int cuts;

  Crashing(BiFunction<Scene, Cut, Trial.Played> play, Scene scene, Trial.Played whole, Span span) {
    this.play = play;
    this.scene = scene;
    this.whole = whole;
    this.span = span;
  }

  /** Returns the first difference; empty if there is none. */
  List<Diagnostic> problems() {
    for (var how : Cut.How.values()) {
      for (var line = 2; line <= whole.run().events().size(); line++) {
        var problem = cut(new Cut(line, how));
        cuts++;
        if (!problem.isEmpty()) {
          return problem;
        }
      }
    }
    return List.of();
  }

  int cuts() {
    return cuts;
  }

  private List<Diagnostic> cut(Cut cut) {
    var event = whole.run().events().get(cut.line() - 1);
    var played = play.apply(scene, cut);
    if (played.run().died()) {
      if (played.run().events().isEmpty()) {
        return List.of();
      }
      played.run().resumeUnlessOver();
    }
    var at =
        "cut off "
            + (cut.how() == Cut.How.AFTER ? "after" : "before")
            + " `"
            + event.event()
            + (event.step() == null ? "" : " " + event.step())
            + "`"
            + (cut.how() == Cut.How.UNFORCED ? " by a power failure" : "");
    if (played.run().result().isEmpty()) {
      return played.run().refusals();
    }
    return differences(played).stream()
        .map(what -> Diagnostic.error(span, at + ", " + what, null))
        .limit(1)
        .toList();
  }

  private List<String> differences(Trial.Played played) {
    var differences = new ArrayList<String>();
    var before = end(whole.result());
    var after = end(played.result());
    if (!before.equals(after)) {
      differences.add(after + "; without a crash " + before);
    }
    var done = sorted(whole);
    var again = sorted(played);
    if (!done.equals(again)) {
      differences.add("its effects were " + String.join(", ", extra(again, done)));
    }
    return differences;
  }

  private static List<String> extra(List<String> some, List<String> others) {
    var more = new ArrayList<>(some);
    others.forEach(more::remove);
    var less = new ArrayList<>(others);
    some.forEach(less::remove);
    var words = new ArrayList<String>();
    more.forEach(step -> words.add("`" + step + "` once more"));
    less.forEach(step -> words.add("`" + step + "` once less"));
    return words;
  }

  private static String end(RunResult result) {
    return Checks.end(result)
        + (result.outputs().isEmpty() ? "" : " with " + Compared.shown(result.outputs()));
  }

  /** Returns what was done; how often a poll looked depends on when it could. */
  private List<String> sorted(Trial.Played played) {
    var effects = new ArrayList<String>();
    var polls = new TreeSet<String>();
    for (var step : played.company().systems().effects()) {
      if (isPolled(step)) {
        polls.add(Trail.once(step));
      } else {
        effects.add(step);
      }
    }
    effects.addAll(polls);
    effects.sort(null);
    return effects;
  }

  private boolean isPolled(String key) {
    return Trail.of(scene.script().plan(), key).stops().stream()
        .map(Trail.Stop::step)
        .anyMatch(step -> step != null && step.settings().until() != null);
  }
}
