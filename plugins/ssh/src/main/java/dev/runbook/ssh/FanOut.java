package dev.runbook.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Work at several hosts side by side. */
final class FanOut {
  private static final int ENDING = 10;

  private FanOut() {}

  /**
   * Returns the answers in the order of the work.
   *
   * @throws InterruptedException if the call was cancelled; what had begun has ended by then
   */
  static <T> List<T> of(BooleanSupplier isCancelled, int parallel, List<Callable<T>> work)
      throws Exception {
    var threads = Executors.newFixedThreadPool(Math.min(parallel, work.size()), FanOut::thread);
    try {
      var answers = new ArrayList<T>();
      for (var each : begin(isCancelled, threads, work)) {
        answers.add(each.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdown();
      settle(isCancelled, threads);
    }
  }

  private static <T> List<Future<T>> begin(
      BooleanSupplier isCancelled, ExecutorService threads, List<Callable<T>> work) {
    return work.stream()
        .map(
            each ->
                threads.submit(
                    () -> {
                      if (isCancelled.getAsBoolean()) {
                        throw new InterruptedException("cancelled");
                      }
                      return each.call();
                    }))
        .toList();
  }

  /** Lets the commands that are being ended end. */
  private static void settle(BooleanSupplier isCancelled, ExecutorService threads)
      throws InterruptedException {
    if (isCancelled.getAsBoolean()) {
      Thread.interrupted();
    }
    threads.awaitTermination(ENDING, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "ssh");
    thread.setDaemon(true);
    return thread;
  }
}
