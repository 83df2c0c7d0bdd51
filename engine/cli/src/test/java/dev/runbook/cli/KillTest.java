package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program at random times, and resumes what it carried out: a few runs, or {@code
 * -Dkill.runs=N}, each begun with a number of its own from {@code -Dkill.seed=N} on.
 */
@Tag("once")
class KillTest {
  private static final int AT_ONCE = 2;

  @TempDir Path folder;

  @Test
  void wheneverItIsKilledEachEffectIsThereOnceWhenTheRunHasEnded() throws Exception {
    var runs = Integer.getInteger("kill.runs", 8);
    var seed = Long.getLong("kill.seed", 1);
    var pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      var all = new ArrayList<Future<KilledRun.Story>>();
      for (var number = seed; number < seed + runs; number++) {
        var run = new KilledRun(folder.resolve("seed-" + number), number);
        all.add(pool.submit(run::carriedOut));
      }
      var total = KilledRun.Story.NONE;
      for (var one : all) {
        total = total.and(one.get());
      }
      System.out.println("killed: " + total);
      assertThat(total.kills()).isPositive();
    } finally {
      pool.shutdownNow();
    }
  }
}
