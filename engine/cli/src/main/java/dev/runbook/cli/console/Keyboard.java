package dev.runbook.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lines that a person types. Waiting for one can be given up, which a plain read cannot: a thread
 * of its own reads, and it keeps no program alive. Safe for several threads.
 */
public final class Keyboard {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final InputStream in;
  private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
  private boolean isReading;

  public Keyboard(InputStream in) {
    this.in = in;
  }

  /** Forgets what was typed before it was asked for. */
  public void forget() {
    typed.removeIf(Optional::isPresent);
  }

  /**
   * Returns the next line; empty at the end of the input, or once it is over.
   *
   * @param over asked now and then
   */
  public Optional<String> line(BooleanSupplier over) throws InterruptedException {
    begin();
    while (!over.getAsBoolean()) {
      var line = typed.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (line != null) {
        keepEnd(line);
        return line;
      }
    }
    return Optional.empty();
  }

  /** The end of the input stays the end for all who ask later. */
  private void keepEnd(Optional<String> line) {
    if (line.isEmpty()) {
      typed.add(line);
    }
  }

  private synchronized void begin() {
    if (!isReading) {
      isReading = true;
      var reader = new Thread(this::read, "keyboard");
      reader.setDaemon(true);
      reader.start();
    }
  }

  private void read() {
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    try {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        typed.add(Optional.of(line));
      }
    } catch (IOException e) {
      // the terminal is gone, which is the end of the input
    }
    typed.add(Optional.empty());
  }
}
