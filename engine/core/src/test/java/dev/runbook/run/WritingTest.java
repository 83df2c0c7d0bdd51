package dev.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Event;
import dev.runbook.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WritingTest {
  private final SlowDisk disk = new SlowDisk();
  private final Writing writing = new Writing(disk);

  @Test
  void whoKeepsAnswersReturnsWhenTheyAreOnTheDiskThoughAnotherBranchIsAtIt() throws Exception {
    writing.answer("step.answered", "a", Map.of("attempt", "1.1"));
    var other = CompletableFuture.runAsync(writing::keepAnswers);
    disk.begun.await();
    var seen =
        CompletableFuture.supplyAsync(
            () -> {
              writing.keepAnswers();
              return disk.forced;
            });
    disk.room.countDown();
    assertThat(seen.get()).isPositive();
    other.get();
  }

  @Test
  void whatIsOnTheDiskIsNotPutThereAgain() {
    disk.room.countDown();
    writing.keepAnswers();
    assertThat(disk.forced).isZero();
    writing.answer("step.answered", "a", Map.of("attempt", "1.1"));
    writing.keepAnswers();
    writing.keepAnswers();
    assertThat(disk.forced).isEqualTo(1);
  }

  /** Takes its time to write. */
  private static final class SlowDisk implements Journal {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch room = new CountDownLatch(1);
    private final List<Event> events = new ArrayList<>();
    volatile int forced;

    @Override
    public List<Event> past() {
      return List.of();
    }

    @Override
    public synchronized Event append(String event, @Nullable String step, Map<String, ?> data) {
      events.add(new Event(events.size() + 1, Instant.EPOCH, event, step, data));
      return events.get(events.size() - 1);
    }

    @Override
    public void force() {
      begun.countDown();
      try {
        room.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      synchronized (this) {
        forced++;
      }
    }

    @Override
    public String head() {
      return "";
    }

    @Override
    public void close() {}
  }
}
