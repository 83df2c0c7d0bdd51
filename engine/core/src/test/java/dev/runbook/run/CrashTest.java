package dev.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.run.StagedRun.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run is cut at every line of its journal, in each way that a process or a machine can die, and
 * resumed. It ends as the uncut run did; each effect was performed once, or found again by its
 * token, or asked about.
 */
class CrashTest {

  /**
   * A runbook, and who takes part.
   *
   * @param repeats effects that may be performed again: {@code again()} says so
   * @param perhaps effects that may be missing: cut off beside a failure, nobody needs them
   */
  record Case(String name, Supplier<Story> story, List<String> repeats, List<String> perhaps) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return CrashCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRunThatIsCutAnywhereEndsAsTheUncutRun(Case one) {
    var whole = decided(one.story().get().run());
    for (var how : Cut.How.values()) {
      for (var line = 2; line <= whole.events().size(); line++) {
        cut(one, whole, new Cut(line, how));
      }
    }
  }

  private static void cut(Case one, Told whole, Cut cut) {
    var told = one.story().get().cutAt(cut).run();
    var before = told.story();
    if (!told.died()) {
      told = decided(told);
    } else if (told.events().isEmpty()) {
      return;
    } else {
      told = decided(told.resumeUnlessOver());
    }
    var as = one + " cut at " + cut + "\n" + before + "---\n" + told.story();
    assertThat(told.result().status()).as(as).isEqualTo(whole.result().status());
    assertThat(told.result().outputs()).as(as).isEqualTo(whole.result().outputs());
    assertThat(reason(told)).as(as).isEqualTo(reason(whole));
    assertThat(once(told, one)).as(as).isEqualTo(once(whole, one));
  }

  private static String reason(Told told) {
    var failure = told.result().failure();
    return failure == null ? "" : failure.step() + ": " + failure.reason();
  }

  /** Returns the effects in an order that does not depend on who was faster. */
  private static List<String> once(Told told, Case one) {
    var effects = new ArrayList<>(told.effects());
    var seen = new TreeSet<String>();
    effects.removeIf(effect -> one.repeats().contains(effect) && !seen.add(effect));
    effects.removeAll(one.perhaps());
    effects.sort(null);
    return effects;
  }

  /** Somebody looks what has happened, and says it, until nothing is to be decided any more. */
  private static Told decided(Told told) {
    var current = told;
    for (var i = 0; i < 20 && current.result().status() == RunResult.Status.PAUSED; i++) {
      for (var opening : current.result().waiting()) {
        current.decide(opening.step(), choice(current, opening));
      }
      current = current.resume();
    }
    return current;
  }

  private static String choice(Told told, Opening opening) {
    if (!opening.isCutOff()) {
      return opening.choices().get(0);
    }
    var name = told.argument(opening.step(), "name");
    var effect = opening.step().startsWith("undo:") ? "back " + name : name;
    return told.effects().contains(effect) ? "done" : "rerun";
  }
}
