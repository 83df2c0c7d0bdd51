package dev.runbook.journal;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Shows lines to who follows a log soon after they were written, not each by itself. */
final class Flusher {
  private static final long MILLISECONDS = 100;

  private final BlockingQueue<StepLog> dirty = new LinkedBlockingQueue<>();
  private boolean started;

  void soon(StepLog log) {
    dirty.add(log);
    start();
  }

  private synchronized void start() {
    if (!started) {
      started = true;
      var thread = new Thread(this::flush, "log flusher");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void flush() {
    var pause = new CountDownLatch(1);
    try {
      while (true) {
        List<StepLog> some = new ArrayList<>();
        some.add(dirty.take());
        pause.await(MILLISECONDS, TimeUnit.MILLISECONDS);
        dirty.drainTo(some);
        some.forEach(Flusher::flush);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void flush(StepLog log) {
    try {
      log.flush();
    } catch (UncheckedIOException e) {
      // Who writes the next line, or closes the log, meets the same trouble and says so.
      return;
    }
  }
}
