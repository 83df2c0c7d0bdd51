package dev.runbook.run;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Alarms of a clock, rung by one thread that begins with the first of them. */
final class Alarms {
  private final Clock clock;
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(entry -> entry.at));
  private @Nullable Thread thread;
  private boolean changed;

  Alarms(Clock clock) {
    this.clock = clock;
  }

  /** Two alarms at the same instant are two. */
  private static final class Entry {
    final Instant at;
    final Runnable ring;

    Entry(Instant at, Runnable ring) {
      this.at = at;
      this.ring = ring;
    }
  }

  synchronized Clock.Alarm add(Instant at, Runnable ring) {
    var entry = new Entry(at, ring);
    entries.add(entry);
    changed = true;
    notifyAll();
    if (thread == null) {
      thread = new Thread(this::watch, "runbook-alarms");
      thread.setDaemon(true);
      thread.start();
    }
    return () -> remove(entry);
  }

  private synchronized void remove(Entry entry) {
    entries.remove(entry);
  }

  private void watch() {
    try {
      while (true) {
        clock.await(next(), this, this::isChanged);
        for (var due = due(); due != null; due = due()) {
          due.ring.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Instant next() {
    var first = entries.peek();
    return first == null ? clock.instant().plus(SystemClock.LOOK_AGAIN) : first.at;
  }

  private synchronized boolean isChanged() {
    var was = changed;
    changed = false;
    return was;
  }

  private synchronized @Nullable Entry due() {
    var first = entries.peek();
    return first == null || first.at.isAfter(clock.instant()) ? null : entries.poll();
  }
}
