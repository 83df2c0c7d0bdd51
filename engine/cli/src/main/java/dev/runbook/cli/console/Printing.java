package dev.runbook.cli.console;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Hands on what is printed: at once, but a flood, such as a step's output, in pieces, because a
 * call of the kernel for each line would take longer than all else. Safe for several threads.
 */
final class Printing {
  private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(20);

  /** So many texts of one moment go out each by itself. */
  private static final int AT_ONCE = 32;

  private final PrintStream out;
  private long since = System.nanoTime();
  private int count;
  private boolean isDue;

  Printing(PrintStream out) {
    this.out = out;
  }

  synchronized void print(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length); // a quarter of the time of `print`
    var now = System.nanoTime();
    if (now - since > MOMENT) {
      since = now;
      count = 0;
    }
    count++;
    if (count <= AT_ONCE) {
      out.flush();
    } else if (!isDue) {
      isDue = true;
      var unused = Later.TIMER.schedule(this::flush, MOMENT, TimeUnit.NANOSECONDS);
    }
  }

  synchronized void flush() {
    isDue = false;
    out.flush();
  }

  /** Begun with the first flood. */
  private static final class Later {
    static final ScheduledExecutorService TIMER =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              var thread = new Thread(work, "runbook-printing");
              thread.setDaemon(true);
              return thread;
            });
  }
}
