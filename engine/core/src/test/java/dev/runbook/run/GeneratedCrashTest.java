package dev.runbook.run;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runbooks made by chance are cut off anywhere, as in {@link CrashTest}, and some of those that go
 * on once more: {@code -Dcrash.runbooks=N} tries so many, {@code -Dcrash.seed=N} begins with that
 * one.
 */
@Tag("once")
class GeneratedCrashTest {
  private static final int TWICE = 20;

  private final int runbooks = Integer.getInteger("crash.runbooks", 3);
  private final long first = Long.getLong("crash.seed", 1);

  @Test
  void aRunbookMadeByChanceEndsAsItsUncutRunWhereverItIsCut() {
    System.out.println("crash.seed=" + first);
    var cuts = 0;
    for (var seed = first; seed < first + runbooks; seed++) {
      var crashes = new Crashes(RandomRunbook.of(seed));
      cuts += crashes.everywhere() + crashes.twice(TWICE, new Random(seed));
    }
    System.out.println(runbooks + " runbooks, cut " + cuts + " times");
  }
}
