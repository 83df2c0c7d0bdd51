package dev.runbook.cli.console;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Writes what is printed, in the order in which it came, on a thread of its own: who prints does
 * not wait for a reader that is slow or does not read at all, such as a terminal that was stopped,
 * unless very much was not taken yet. Safe for several threads.
 */
final class Pump {
  /** In bytes; one text may be longer. */
  private static final int MOST = 4 << 20;

  private static final long MOMENT = TimeUnit.SECONDS.toNanos(1);

  private final Queue<Part> parts = new ArrayDeque<>();
  private long size;
  private boolean isStarted;
  private boolean isHurried;

  /** Whether a reader took nothing for a moment though it was hurried. */
  private boolean isGivenUp;

  /** Where texts are written. */
  interface Sink {
    /** Writes a text, however long that takes. */
    void write(byte[] text);
  }

  private record Part(Runnable writing, int size) {}

  /** Has a text written; waits while there is too much of it already. */
  synchronized void put(Sink sink, byte[] text) {
    if (isLeft(MOST)) {
      parts.add(new Part(() -> sink.write(text), text.length));
      size += text.length;
      start();
      notifyAll();
    }
  }

  /** Returns when all is written. */
  synchronized void drain() {
    isLeft(0);
  }

  /**
   * Has nobody wait any longer than a moment for a reader that takes nothing; what it does not take
   * is lost. For who has to end.
   */
  synchronized void hurry() {
    isHurried = true;
    notifyAll();
  }

  /** Waits until no more than that is left; returns whether it is so. An interruption waits too. */
  private boolean isLeft(long most) {
    var interrupted = false;
    var seen = size;
    var since = System.nanoTime();
    while (size > most && !isGivenUp) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, MOMENT);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (size != seen) {
        seen = size;
        since = System.nanoTime();
      }
      isGivenUp = isHurried && System.nanoTime() - since > MOMENT;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return size <= most;
  }

  private void start() {
    if (!isStarted) {
      isStarted = true;
      var thread = new Thread(this::write, "runbook-pump");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void write() {
    try {
      while (true) {
        var part = next();
        part.writing().run();
        written(part);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Part next() throws InterruptedException {
    while (parts.isEmpty()) {
      wait();
    }
    return parts.remove();
  }

  private synchronized void written(Part part) {
    size -= part.size();
    isGivenUp = false;
    notifyAll();
  }
}
