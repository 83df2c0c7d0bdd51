package dev.runbook.ssh.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a server says while it runs; whoever waits for a line is woken by it. */
final class ServerLog {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  ServerLog(Process server) {
    var reader = new Thread(() -> read(server), "log of " + server.pid());
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Process server) {
    try (var output = server.inputReader()) {
      output.lines().forEach(this::add);
    } catch (IOException | UncheckedIOException e) {
      add("its log cannot be read: " + e.getMessage());
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Returns how many lines so far hold that text. */
  synchronized long count(String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }

  /** Waits until so many lines hold that text; fails with the log if they never will. */
  synchronized void await(String text, long times) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (count(text) < times) {
      var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (ended || left <= 0) {
        throw new IOException("`" + text + "` was not said: " + String.join("\n", lines));
      }
      wait(left);
    }
  }
}
