package dev.runbook.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PumpTest {
  private static final byte[] MUCH = new byte[5 << 20];

  private final Pump pump = new Pump();
  private final List<String> written = new ArrayList<>();

  private void put(String text) {
    pump.put(
        bytes -> written.add(new String(bytes, StandardCharsets.UTF_8)),
        text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsPutIsWrittenInItsOrder() {
    for (var i = 0; i < 1000; i++) {
      put("text " + i);
    }
    pump.drain();
    assertThat(written).hasSize(1000).startsWith("text 0", "text 1").endsWith("text 999");
  }

  @Test
  void whoHasToEndWaitsOnceForAReaderThatTakesNothing() {
    var taken = new CountDownLatch(1);
    pump.put(bytes -> awaited(taken), MUCH);
    pump.hurry();
    var since = System.nanoTime();
    for (var i = 0; i < 30; i++) {
      put("lost");
    }
    pump.drain();
    assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(15));
    taken.countDown();
    while (!written.contains("again")) {
      put("again");
      pump.drain();
    }
    assertThat(written).doesNotContain("lost");
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
