package dev.runbook.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that jumps and branches that take turns: only one thread acts at a time, a seed says
 * which, and time passes only when all of them wait. So a run with parallel branches is the same
 * each time.
 */
final class Stage implements Clock, Branches {
  private final Random order;
  private final List<Actor> actors = new ArrayList<>();
  private final List<Ring> rings = new ArrayList<>();
  private final AtomicInteger active = new AtomicInteger(1);
  private final AtomicInteger blocked = new AtomicInteger();
  private final Staging.Pace pace;
  private Instant now;
  private boolean closed;
  private @Nullable Actor turn;

  Stage(Instant start, long seed, Staging.Pace pace) {
    this.now = start;
    this.pace = pace;
    this.order = new Random(seed);
    turn = new Actor(Thread.currentThread());
    actors.add(turn);
  }

  /** A thread, and what it waits for. */
  private static final class Actor {
    final Thread thread;
    @Nullable Instant until;
    BooleanSupplier condition = () -> true;

    Actor(Thread thread) {
      this.thread = thread;
    }

    boolean isReady(Instant now) {
      return condition.getAsBoolean() || (until != null && !until.isAfter(now));
    }
  }

  private static final class Ring {
    final Instant at;
    final Runnable ring;

    Ring(Instant at, Runnable ring) {
      this.at = at;
      this.ring = ring;
    }
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  @Override
  public boolean await(Instant until, Object bell, BooleanSupplier condition) {
    var me = me();
    synchronized (this) {
      me.until = until;
      me.condition = condition;
    }
    giveWay(me);
    return condition.getAsBoolean();
  }

  /** Lets another act, if the seed says so. */
  @SuppressWarnings("NamedLikeContextualKeyword")
  void yield() {
    if (Thread.currentThread() == holder()) {
      var me = me();
      synchronized (this) {
        me.until = null;
        me.condition = () -> true;
      }
      giveWay(me);
    }
  }

  private synchronized @Nullable Thread holder() {
    return turn == null ? null : turn.thread;
  }

  private synchronized Actor me() {
    return actors.stream()
        .filter(actor -> actor.thread == Thread.currentThread())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not on stage: " + Thread.currentThread()));
  }

  private void giveWay(Actor me) {
    synchronized (this) {
      turn = next();
      notifyAll();
      while (turn != me && !closed) {
        waitHere();
      }
      leaveClosed();
      me.until = null;
      me.condition = () -> true;
    }
  }

  /** An action that is ended early notices it itself. */
  @SuppressWarnings("WaitNotInLoop") // whoever calls it looks again
  private void waitHere() {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      waitOnce();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // as above
  private void waitOnce() {
    var again = Thread.interrupted();
    try {
      wait(1);
    } catch (InterruptedException e) {
      again = true;
    }
    if (again) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Actor next() {
    while (true) {
      var ready = actors.stream().filter(actor -> actor.isReady(now)).toList();
      if (!ready.isEmpty()) {
        return ready.get(ready.size() == 1 ? 0 : order.nextInt(ready.size()));
      }
      jump();
    }
  }

  private void jump() {
    Instant next = null;
    for (var actor : actors) {
      if (actor.until != null && (next == null || actor.until.isBefore(next))) {
        next = actor.until;
      }
    }
    for (var ring : rings) {
      if (next == null || ring.at.isBefore(next)) {
        next = ring.at;
      }
    }
    if (next == null) {
      throw new IllegalStateException("everybody waits for somebody else");
    }
    if (next.isAfter(now)) {
      pace.pass(Duration.between(now, next));
      now = next;
    }
    var due = rings.stream().filter(ring -> !ring.at.isAfter(now)).toList();
    rings.removeAll(due);
    due.forEach(ring -> ring.ring.run());
  }

  @Override
  public synchronized Alarm alarm(Instant at, Runnable ring) {
    var added = new Ring(at, ring);
    rings.add(added);
    return () -> {
      synchronized (this) {
        rings.remove(added);
      }
    };
  }

  @Override
  public void run(List<Runnable> work, int atOnce) {
    var workers = Math.min(atOnce, work.size());
    if (workers <= 1) {
      work.forEach(Runnable::run);
      return;
    }
    var next = new AtomicInteger();
    var left = new AtomicInteger(workers);
    active.addAndGet(workers - 1);
    for (var i = 0; i < workers; i++) {
      enter(() -> drain(work, next, left));
    }
    var me = me();
    synchronized (this) {
      me.condition = () -> left.get() == 0;
    }
    giveWay(me);
  }

  private void drain(List<Runnable> work, AtomicInteger next, AtomicInteger left) {
    for (var i = next.getAndIncrement(); i < work.size(); i = next.getAndIncrement()) {
      work.get(i).run();
    }
    if (left.decrementAndGet() > 0) {
      active.decrementAndGet();
    }
  }

  private void enter(Runnable part) {
    var thread =
        new Thread(
            () -> {
              var me = me();
              synchronized (this) {
                while (turn != me && !closed) {
                  waitHere();
                }
                if (closed) {
                  return;
                }
              }
              try {
                part.run();
              } catch (MemoryFolder.Died e) {
                close(); // the whole process dies
              } finally {
                leave(me);
              }
            },
            "branch");
    thread.setDaemon(true);
    synchronized (this) {
      actors.add(new Actor(thread));
    }
    thread.start();
  }

  /** Ends all that is left of a process that died. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void leaveClosed() {
    if (closed) {
      throw new MemoryFolder.Died();
    }
  }

  private synchronized void leave(Actor me) {
    actors.remove(me);
    if (closed) {
      return;
    }
    turn = next();
    notifyAll();
  }

  @Override
  public void block() {
    blocked.incrementAndGet();
  }

  @Override
  public void unblock() {
    blocked.decrementAndGet();
  }

  @Override
  public boolean nobodyElse() {
    return blocked.get() >= active.get();
  }
}
