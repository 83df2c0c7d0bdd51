package dev.runbook.run;

import dev.runbook.action.Cancellation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends what runs before a run begins, when a signal ends this process: its programs do not outlive
 * it. To be closed when it is done.
 */
final class UntilExit implements Cancellation, AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "runbook-ends");
  private @Nullable Runnable end;
  private boolean requested;

  UntilExit() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end() {
    request();
    try {
      done.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void request() {
    requested = true;
    if (end != null) {
      end.run();
    }
  }

  @Override
  public synchronized boolean isRequested() {
    return requested;
  }

  @Override
  public synchronized Registration onRequest(Runnable work) {
    end = work;
    if (requested) {
      work.run();
    }
    return this::forget;
  }

  private synchronized void forget() {
    end = null;
  }

  @Override
  public void close() {
    done.countDown();
    if (!isRequested()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
