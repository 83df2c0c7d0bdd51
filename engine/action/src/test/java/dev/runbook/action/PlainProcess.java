package dev.runbook.action;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** A real program in a test: its output is small and read whole, a cancellation kills it. */
final class PlainProcess {
  private final Processes.Command command;
  private final Consumer<String> lines;
  private final Cancellation cancellation;

  PlainProcess(Processes.Command command, Consumer<String> lines, Cancellation cancellation) {
    this.command = command;
    this.lines = lines;
    this.cancellation = cancellation;
  }

  Processes.Exit run() throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command.arguments()).directory(command.directory().toFile());
    builder.environment().putAll(command.environment());
    var child = builder.start();
    var registration = cancellation.onRequest(() -> kill(child));
    try {
      return follow(child);
    } catch (UncheckedIOException | IOException e) {
      heedCancellation(); // what was killed has closed its streams
      throw e;
    } finally {
      registration.close();
      kill(child);
    }
  }

  private Processes.Exit follow(Process child) throws IOException, InterruptedException {
    var error =
        CompletableFuture.supplyAsync(() -> text(child.getErrorStream()), PlainProcess::aside);
    try (var in = child.getOutputStream()) {
      if (command.input() != null) {
        in.write(command.input().getBytes(StandardCharsets.UTF_8));
      }
    }
    var out = text(child.getInputStream());
    out.lines().forEach(command.lines() == null ? lines : command.lines());
    text(error).lines().forEach(lines);
    var code = child.waitFor();
    heedCancellation();
    return new Processes.Exit(code, captured(out), captured(text(error)));
  }

  private void heedCancellation() throws InterruptedException {
    if (cancellation.isRequested()) {
      throw new InterruptedException("cancelled");
    }
  }

  /** The common pool may have a single thread, which a program's silence must not hold. */
  private static void aside(Runnable reading) {
    var thread = new Thread(reading, "standard error");
    thread.setDaemon(true);
    thread.start();
  }

  private static Processes.Captured captured(String text) {
    return new Processes.Captured(
        text.endsWith("\n") ? text.substring(0, text.length() - 1) : text, false);
  }

  private static String text(CompletableFuture<String> error) {
    try {
      return error.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UncheckedIOException cause ? cause : e;
    }
  }

  private static String text(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void kill(Process child) {
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    child.destroyForcibly();
  }
}
