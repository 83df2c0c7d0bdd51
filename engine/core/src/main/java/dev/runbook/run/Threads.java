package dev.runbook.run;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs branches on threads, and knows whether any thread can still do something. */
final class Threads implements Branches {
  private final Bell bell;
  private final AtomicInteger active = new AtomicInteger(1);
  private final AtomicInteger blocked = new AtomicInteger();
  private @Nullable ExecutorService pool;

  Threads(Bell bell) {
    this.bell = bell;
  }

  @Override
  public void run(List<Runnable> work, int atOnce) {
    var workers = Math.min(atOnce, work.size());
    if (workers <= 1) {
      work.forEach(Runnable::run);
      return;
    }
    var next = new AtomicInteger();
    var done = new CountDownLatch(workers);
    active.addAndGet(workers - 1);
    for (var i = 0; i < workers; i++) {
      pool().execute(() -> drain(work, next, done));
    }
    join(done);
  }

  /** The last worker to come back hands its place on to the thread that waits for all of them. */
  private void drain(List<Runnable> work, AtomicInteger next, CountDownLatch done) {
    for (var i = next.getAndIncrement(); i < work.size(); i = next.getAndIncrement()) {
      work.get(i).run();
    }
    synchronized (done) {
      if (done.getCount() > 1) {
        active.decrementAndGet();
      }
      done.countDown();
    }
    bell.ring();
  }

  private static void join(CountDownLatch done) {
    var interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void block() {
    blocked.incrementAndGet();
    bell.ring();
  }

  @Override
  public void unblock() {
    blocked.decrementAndGet();
  }

  @Override
  public boolean nobodyElse() {
    return blocked.get() >= active.get();
  }

  private synchronized ExecutorService pool() {
    if (pool == null) {
      pool =
          Executors.newCachedThreadPool(
              work -> {
                var thread = new Thread(work, "runbook-branch");
                thread.setDaemon(true);
                return thread;
              });
    }
    return pool;
  }
}
