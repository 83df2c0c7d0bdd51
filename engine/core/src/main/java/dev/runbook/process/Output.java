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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One stream that a child writes, read on a thread of its own until it ends. */
final class Output extends OutputStream {
  /** Daemon threads, used again by the next child. */
  static final ExecutorService THREADS = Executors.newCachedThreadPool(Output::thread);

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(Output::thread);

  private static final int CHUNK = 64 << 10;

  /** After so long a silence the beginning of a line is shown, such as a question. */
  private static final long SILENCE = 500;

  /** Who reads the lines. */
  enum Audience {
    /** The terminal and the log. */
    PEOPLE(64 << 10),
    /** A protocol: no line of it is cut, or shown before it is whole. */
    PROGRAM(64 << 20);

    private final int longestLine;

    Audience(int longestLine) {
      this.longestLine = longestLine;
    }
  }

  private final Audience audience;
  private final Capture capture = new Capture();
  private final LineOutput lines;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable RuntimeException trouble;
  private long count;
  private boolean abandoned;

  Output(Consumer<String> lines, Audience audience) {
    this.lines =
        audience == Audience.PEOPLE
            ? LineOutput.together(lines, audience.longestLine)
            : new LineOutput(lines, audience.longestLine);
    this.audience = audience;
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
  Output reading(InputStream in, Masker masker, Runnable onTrouble) {
    THREADS.execute(() -> drain(in, masker, onTrouble));
    return this;
  }

  private void drain(InputStream in, Masker masker, Runnable onTrouble) {
    try (var masking = masker.masking(this)) {
      var chunk = new byte[CHUNK];
      for (var length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        masking.write(chunk, 0, length);
        if (isLineBegun() && in.available() == 0) {
          var seen = count();
          var unused = TIMER.schedule(() -> show(seen, onTrouble), SILENCE, TimeUnit.MILLISECONDS);
        }
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

  private synchronized boolean isLineBegun() {
    return audience == Audience.PEOPLE && lines.hasBegun();
  }

  /** Shows the beginning of a line, if nothing came since. What may begin a secret stays back. */
  private void show(long seen, Runnable onTrouble) {
    try {
      flushAfter(seen);
    } catch (RuntimeException e) {
      trouble = e;
      onTrouble.run();
    }
  }

  private synchronized void flushAfter(long seen) {
    if (count == seen && !abandoned) {
      lines.flush();
    }
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
