package dev.runbook.process;

import dev.runbook.action.Processes.Captured;
import dev.runbook.secret.LineOutput;
import dev.runbook.secret.Masker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
  public void write(byte[] text, int offset, int length) {
    capture.write(text, offset, length);
    lines.write(text, offset, length);
  }

  @Override
  public void close() {
    lines.close();
  }

  /** Waits until all was read, whoever interrupts. */
  void await() {
    var interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  Captured captured() {
    if (trouble != null) {
      throw trouble;
    }
    return capture.captured();
  }
}
