package dev.runbook.process;

import dev.runbook.action.Processes.Captured;
import dev.runbook.secret.LineOutput;
import dev.runbook.secret.Masker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One stream that a child writes, read on a thread of its own until it ends. */
final class Output extends OutputStream {
  /** Daemon threads, used again by the next child. */
  static final ExecutorService THREADS = Executors.newCachedThreadPool(Output::thread);

  private static final int CHUNK = 64 << 10;

  private final Capture capture = new Capture();
  private final LineOutput lines;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable RuntimeException trouble;
  private long count;
  private boolean abandoned;

  private Output(Consumer<String> lines) {
    this.lines = new LineOutput(lines);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "runbook-output");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Begins to read.
   *
   * @param onTrouble called if the lines cannot be taken any more
   */
  static Output read(InputStream in, Masker masker, Consumer<String> lines, Runnable onTrouble) {
    var output = new Output(lines);
    THREADS.execute(() -> output.drain(in, masker, onTrouble));
    return output;
  }

  private void drain(InputStream in, Masker masker, Runnable onTrouble) {
    try (var masking = masker.masking(this)) {
      var chunk = new byte[CHUNK];
      for (var length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        masking.write(chunk, 0, length);
      }
    } catch (IOException closed) {
      // nobody writes to it any more
    } catch (RuntimeException e) {
      trouble = e;
      onTrouble.run();
    } finally {
      ended.countDown();
    }
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] text, int offset, int length) {
    if (!abandoned) {
      capture.write(text, offset, length);
      lines.write(text, offset, length);
      count += length;
    }
  }

  @Override
  public synchronized void close() {
    if (!abandoned) {
      lines.close();
    }
  }

  /**
   * Waits until all was read, whoever interrupts.
   *
   * @param quiet for how long nothing may come before it is given up: somebody holds the stream
   *     open who could not be ended
   * @return whether all was read
   */
  boolean await(Duration quiet) {
    var interrupted = false;
    var seen = -1L;
    while (ended.getCount() > 0 && !isAbandoned(seen)) {
      seen = count();
      try {
        ended.await(quiet.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
        seen = -1;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended.getCount() == 0;
  }

  private synchronized long count() {
    return count;
  }

  private synchronized boolean isAbandoned(long seen) {
    abandoned = count == seen && ended.getCount() > 0;
    return abandoned;
  }

  synchronized Captured captured() {
    if (trouble != null) {
      throw trouble;
    }
    return capture.captured();
  }
}
