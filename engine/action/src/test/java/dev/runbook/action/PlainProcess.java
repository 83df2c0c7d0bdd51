package dev.runbook.action;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
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
      var exit = follow(child);
      if (cancellation.isRequested()) {
        throw new InterruptedException("cancelled");
      }
      return exit;
    } finally {
      registration.close();
      kill(child);
    }
  }

  private Processes.Exit follow(Process child) throws IOException, InterruptedException {
    var error = CompletableFuture.supplyAsync(() -> text(child.getErrorStream()));
    try (var in = child.getOutputStream()) {
      if (command.input() != null) {
        in.write(command.input().getBytes(StandardCharsets.UTF_8));
      }
    }
    var out = text(child.getInputStream());
    out.lines().forEach(command.lines() == null ? lines : command.lines());
    error.join().lines().forEach(lines);
    return new Processes.Exit(child.waitFor(), captured(out), captured(error.join()));
  }

  private static Processes.Captured captured(String text) {
    return new Processes.Captured(
        text.endsWith("\n") ? text.substring(0, text.length() - 1) : text, false);
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
