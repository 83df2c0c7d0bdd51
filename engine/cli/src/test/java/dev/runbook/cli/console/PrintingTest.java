package dev.runbook.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrintingTest {
  private final Sink sink = new Sink();
  private final Printing printing =
      new Printing(new PrintStream(new BufferedOutputStream(sink, 64 << 10), false, UTF_8));

  @Test
  void aLineGoesOutAtOnce() {
    printing.print("one\n");
    assertThat(sink.toString(UTF_8)).isEqualTo("one\n");
  }

  @Test
  void aFloodGoesOutInPiecesWithoutAnybodyAsking() throws Exception {
    for (var i = 0; i < 10_000; i++) {
      printing.print("line " + i + "\n");
    }
    printing.print("last\n");
    assertThat(sink.last.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(sink.toString(UTF_8).lines()).hasSize(10_001).endsWith("line 9999", "last");
    assertThat(sink.writes).isLessThan(1000);
  }

  /** Where the texts arrive. */
  private static final class Sink extends ByteArrayOutputStream {
    final CountDownLatch last = new CountDownLatch(1);
    int writes;

    @Override
    public synchronized void write(byte[] text, int offset, int length) {
      super.write(text, offset, length);
      writes++;
      if (toString(UTF_8).endsWith("last\n")) {
        last.countDown();
      }
    }
  }
}
