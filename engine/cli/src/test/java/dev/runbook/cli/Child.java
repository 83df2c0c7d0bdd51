package dev.runbook.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The program in a process of its own, on the class path of the tests. */
final class Child {
  static final Child NONE = new Child(null);
  private static final int MINUTES = 4;
  private static final Pattern RUN = Pattern.compile("run (\\d{4}-\\d\\d-\\d\\d-[a-z0-9]+)");

  private final @Nullable Process process;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private final List<Thread> readers = new ArrayList<>();

  private Child(@Nullable Process process) {
    this.process = process;
  }

  /** Starts it in a folder, with its runs below that. */
  static Child start(Path folder, List<String> options, String... words) throws IOException {
    return start(folder, Map.of(), options, words);
  }

  /** Starts it with more variables in its environment. */
  static Child start(
      Path folder, Map<String, String> environment, List<String> options, String... words)
      throws IOException {
    return started(folder, environment, List.of(), java(options, words));
  }

  /**
   * Has another program start it.
   *
   * @param wrapper gets what starts it as its last arguments
   */
  static Child within(Path folder, List<String> wrapper, String... words) throws IOException {
    return started(folder, Map.of(), wrapper, java(List.of(), words));
  }

  private static List<String> java(List<String> options, String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    return command;
  }

  private static Child started(
      Path folder, Map<String, String> environment, List<String> wrapper, List<String> java)
      throws IOException {
    // Whoever started these tests may ignore a hang-up or an interrupt, and so would the child.
    var command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
    command.addAll(wrapper);
    command.addAll(java);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("RUNBOOK_STATE", state(folder).toString());
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var child = new Child(process);
    child.read(process.getInputStream(), child.out);
    child.read(process.getErrorStream(), child.err);
    return child;
  }

  private static Path state(Path folder) {
    return folder.resolve("state");
  }

  /** Returns what a process started in a folder, and all that it started, have in common. */
  static Marked marked(Path folder) {
    return new Marked("RUNBOOK_STATE", state(folder).toString());
  }

  private void read(InputStream stream, ByteArrayOutputStream sink) {
    var reader = new Thread(() -> drain(stream, sink), "reader");
    reader.setDaemon(true);
    reader.start();
    readers.add(reader);
  }

  private void drain(InputStream stream, ByteArrayOutputStream sink) {
    var part = new byte[8192];
    try {
      for (var n = stream.read(part); n >= 0; n = stream.read(part)) {
        synchronized (this) {
          sink.write(part, 0, n);
          notifyAll();
        }
      }
    } catch (IOException e) {
      // the stream was closed by the test
    }
  }

  /** Waits until it has printed a text. */
  synchronized void awaitOut(String text) throws InterruptedException {
    var end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (!out().contains(text)) {
      if (System.nanoTime() > end || !running().isAlive()) {
        throw new AssertionError("never printed: " + text + "\n" + all());
      }
      wait(100);
    }
  }

  synchronized void awaitFile(Path file) throws InterruptedException {
    var end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (!Files.exists(file)) {
      if (System.nanoTime() > end || !running().isAlive()) {
        throw new AssertionError("never made: " + file + "\n" + all());
      }
      wait(100);
    }
  }

  void signal(String name) throws IOException, InterruptedException {
    var kill = List.of("kill", "-" + name, String.valueOf(running().pid()));
    new ProcessBuilder(kill).start().waitFor();
  }

  /** Signals all of its process group, which it leads, as a terminal does. */
  void signalGroup(String name) throws IOException, InterruptedException {
    var kill = List.of("kill", "-" + name, "--", "-" + running().pid());
    new ProcessBuilder(kill).start().waitFor();
  }

  /** Returns whichever of them ends first. */
  static Child firstOf(List<Child> children) {
    var ends = children.stream().map(one -> one.running().onExit().thenApply(end -> one));
    return (Child) CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).join();
  }

  /** Returns whether it ends before that time has passed. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return running().waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Returns the run that it says it carries out. */
  String run() throws InterruptedException {
    awaitOut("\n");
    var named = RUN.matcher(out());
    if (!named.find()) {
      throw new AssertionError("no run is named\n" + all());
    }
    return named.group(1);
  }

  void closeOut() throws IOException {
    running().getInputStream().close();
  }

  /** Returns its exit code once it has ended and all it printed was read. */
  int exit() throws InterruptedException {
    if (!running().waitFor(MINUTES, TimeUnit.MINUTES)) {
      throw new AssertionError("it does not end\n" + all());
    }
    for (var reader : readers) {
      reader.join();
    }
    return running().exitValue();
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  synchronized String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  synchronized String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  String all() {
    return out() + err();
  }

  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
