package dev.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Decision;
import dev.runbook.run.StagedRun.Cut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A run with all who take part until it is over: gates are decided, what was cut off is asked about
 * and settled by what was done, a run that failed is resumed, one that is over is taken back. Cut
 * off anywhere, in any of its processes, it must end as the uncut run did.
 */
final class Crashes {
  private static final int PROCESSES = 200;

  private final Case one;
  private final Told whole;
  private final Map<Long, String> ends;

  /**
   * A runbook, and who takes part.
   *
   * @param repeats first words of effects that may be performed again: the runbook says so
   * @param perhaps first words of effects that may be missing: cut off beside a failure, nobody
   *     needs them; {@code back WORD} where only what takes it back may be, as of a step that a
   *     person called done; or a whole effect
   * @param resumes how often a failed run is resumed
   * @param leaving how it is left
   */
  record Case(
      String name,
      Supplier<Story> story,
      Set<String> repeats,
      Set<String> perhaps,
      int resumes,
      Leaving leaving) {

    /** Whether it is cancelled where it waits at a gate, and taken back in the end. */
    enum Leaving {
      ALONE,
      BACK,
      CANCEL_AND_BACK
    }

    boolean back() {
      return leaving != Leaving.ALONE;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  Crashes(Case one) {
    this.one = one;
    this.ends = new TreeMap<>();
    this.whole = over(one.story().get().cutAt(Cut.NEVER).run(), ends);
    assertThat(doubled(whole)).as(one + "\n" + whole.story()).isEmpty();
  }

  /** Cuts it at every line of its journal, in each way; returns how often. */
  int everywhere() {
    var cuts = 0;
    for (var how : Cut.How.values()) {
      for (var line = 2; line <= lines(); line++) {
        var cut = new Cut(line, how);
        judge(one.story().get().cutAt(cut).run(), new TreeMap<>(), cut + "");
        cuts++;
      }
    }
    return cuts;
  }

  /**
   * Cuts it some times, and the process that goes on once more, where the clock of the machine may
   * have been set; returns how often.
   */
  int twice(int times, Random random) {
    for (var i = 0; i < times; i++) {
      var first = new Cut(2 + random.nextInt(lines() - 1), how(random));
      var lines = 1 + random.nextInt(12);
      var then = how(random);
      var told = one.story().get().cutAt(first).run();
      var known = new TreeMap<Long, String>();
      while (!told.died() && !isOver(told)) {
        note(told, known);
        told = next(told);
      }
      var set = Duration.ofHours(2L * (random.nextInt(3) - 1));
      var where = first + ", the clock set by " + set + ", " + lines + " lines later " + then;
      judge(told.later(set).cutAgain(lines, then), known, where);
    }
    return times;
  }

  private static Cut.How how(Random random) {
    return List.of(Cut.How.values()).get(random.nextInt(Cut.How.values().length));
  }

  private int lines() {
    return whole.events().size();
  }

  private void judge(Told dying, Map<Long, String> known, String where) {
    var told = over(dying, known);
    if (told.events().isEmpty()) {
      return;
    }
    Supplier<String> as =
        () -> one + "\ncut at " + where + "\n" + told.story() + "---\n" + whole.story();
    assertThat(known).as(as).isEqualTo(ends);
    assertThat(doubled(told)).as(as).isEmpty();
    assertThat(once(told)).as(as).isEqualTo(once(whole));
  }

  private List<String> doubled(Told told) {
    return told.doubled().stream().filter(effect -> !isRepeated(effect)).toList();
  }

  /** Returns the effects in an order that does not depend on who was faster. */
  private List<String> once(Told told) {
    var effects = new ArrayList<>(told.effects());
    var seen = new TreeSet<String>();
    effects.removeIf(effect -> isRepeated(effect) && !seen.add(effect));
    effects.removeIf(this::isPerhaps);
    effects.sort(null);
    return effects;
  }

  /** What was given up may be given up again. */
  private boolean isRepeated(String effect) {
    return effect.startsWith("abandon ") || one.repeats().contains(word(effect));
  }

  private boolean isPerhaps(String effect) {
    var word = word(effect);
    return one.perhaps().contains(word)
        || one.perhaps().contains(effect)
        || (effect.startsWith("back ") && one.perhaps().contains("back " + word));
  }

  /** Returns what an effect is called, whether it is done, given up or taken back. */
  private static String word(String effect) {
    return effect.replaceFirst("^(back|abandon) ", "").split(" ", 2)[0];
  }

  private Told over(Told start, Map<Long, String> known) {
    var told = start;
    for (var i = 0; i < PROCESSES; i++) {
      if (told.died() && told.events().isEmpty()) {
        return told;
      }
      note(told, known);
      if (isOver(told)) {
        return told;
      }
      told = next(told);
    }
    throw new AssertionError(one + " does not end\n" + told.story());
  }

  private static void note(Told told, Map<Long, String> known) {
    if (!told.died() && told.result().status() != RunResult.Status.PAUSED) {
      known.put(ends(told), end(told.result()));
    }
  }

  private static String end(RunResult result) {
    var failure = result.failure();
    var reason = failure == null ? "" : failure.step() + ": " + reason(failure);
    return result.status() + " " + result.outputs() + " " + reason;
  }

  /** How far something had come when its time was up depends on when it was looked at. */
  private static String reason(Failure failure) {
    return failure.kind() == Failure.Kind.TIMEOUT
        ? failure.reason().replaceFirst("(timed out after [^:]+): .*", "$1")
        : failure.reason();
  }

  private boolean isOver(Told told) {
    if (told.died()) {
      return false;
    }
    return switch (told.result().status()) {
      case FAILED -> told.isTakenBack() || (ends(told) > one.resumes() && !one.back());
      case SUCCEEDED -> !one.back();
      case PAUSED, INTERRUPTED -> false;
      case CANCELLED -> !one.back();
      case ROLLED_BACK -> true;
    };
  }

  /** Returns how often it ended, other than to be decided about. */
  private static long ends(Told told) {
    return told.events().stream()
        .filter(event -> event.event().equals("run.ended"))
        .filter(event -> !"paused".equals(event.data().get("status")))
        .count();
  }

  private Told next(Told told) {
    if (told.died()) {
      return told.goOn();
    }
    if (told.result().status() == RunResult.Status.PAUSED) {
      return paused(told);
    }
    return told.result().status() == RunResult.Status.FAILED && ends(told) <= one.resumes()
        ? told.resume()
        : told.rollback();
  }

  private Told paused(Told told) {
    var failure = told.result().failure();
    if (failure != null) {
      return told.redo(failure.step());
    }
    var waiting = told.result().waiting();
    var isCutOff = waiting.stream().anyMatch(Opening::isCutOff);
    if (one.leaving() == Case.Leaving.CANCEL_AND_BACK && !isCutOff && !told.isTakenBack()) {
      return told.cancel();
    }
    for (var opening : waiting) {
      if (!isCutOff || opening.isCutOff()) {
        told.decide(opening.step(), choice(told, opening), person(told, opening));
      }
    }
    return told.leave();
  }

  /** Returns somebody who has not yet decided it. */
  private static String person(Told told, Opening opening) {
    var decided =
        told.folder().decisions().stream()
            .filter(decision -> opening.hash().equals(decision.opening()))
            .count();
    return decided == 0 ? "dora" : "emil";
  }

  private static String choice(Told told, Opening opening) {
    if (opening.isCutOff()) {
      return told.isDone(opening.step()) ? "done" : "rerun";
    }
    var id = opening.step().replaceFirst(".*/", "");
    return id.startsWith("rejected") ? Decision.REJECT : opening.choices().get(0);
  }
}
