package dev.runbook.action;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A call for tests of actions: records what the action says, starts real programs plainly, and
 * shares resources until it is closed.
 */
@SuppressWarnings("try") // a test lets an interrupt through
public final class FakeCall implements Call, Look, AutoCloseable {
  private final Path directory;
  private final List<String> lines = new ArrayList<>();
  private final Map<Object, AutoCloseable> shared = new HashMap<>();
  private final FakeCancellation cancellation = new FakeCancellation();
  private Map<String, ?> token = Map.of();
  private boolean cutOff;
  private boolean probing;

  public FakeCall(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  public FakeCall withToken(Map<String, ?> token) {
    this.token = token;
    return this;
  }

  /** Makes it the call after one that was cut off. */
  public FakeCall afterCutOff() {
    this.cutOff = true;
    return this;
  }

  public FakeCall whileProbing() {
    this.probing = true;
    return this;
  }

  /** Returns the lines said so far. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Map<String, ?> token() {
    return token;
  }

  @Override
  public boolean cutOff() {
    return cutOff;
  }

  @Override
  public synchronized void line(String line) {
    lines.add(line);
  }

  @Override
  public void progress(String text) {}

  @Override
  public FakeCancellation cancellation() {
    return cancellation;
  }

  @Override
  public boolean probing() {
    return probing;
  }

  @Override
  public Processes processes() {
    return this::start;
  }

  @Override
  @SuppressWarnings("unchecked")
  public synchronized <T extends AutoCloseable> T shared(Object key, Opener<T> opener)
      throws Exception {
    var found = shared.get(key);
    if (found == null) {
      found = opener.open();
      shared.put(key, found);
    }
    return (T) found;
  }

  @Override
  public synchronized void close() throws Exception {
    for (var resource : shared.values()) {
      resource.close();
    }
    shared.clear();
  }

  private Processes.Exit start(Processes.Command command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command.arguments());
    builder.directory(command.directory().toFile());
    builder.environment().putAll(command.environment());
    var child = builder.start();
    try (var in = child.getOutputStream()) {
      if (command.input() != null) {
        in.write(command.input().getBytes(StandardCharsets.UTF_8));
      }
    }
    var out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var err = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    out.lines().forEach(command.lines() == null ? this::line : command.lines());
    err.lines().forEach(this::line);
    var code = child.waitFor();
    return new Processes.Exit(
        code,
        new Processes.Captured(out.stripTrailing(), false),
        new Processes.Captured(err.stripTrailing(), false));
  }

  /** A cancellation that a test requests. */
  public static final class FakeCancellation implements Cancellation {
    private final List<Runnable> ends = new ArrayList<>();
    private boolean requested;

    /** Requests it. */
    public synchronized void request() {
      requested = true;
      ends.forEach(Runnable::run);
    }

    @Override
    public synchronized boolean isRequested() {
      return requested;
    }

    @Override
    public synchronized Registration onRequest(Runnable end) {
      if (requested) {
        end.run();
      }
      ends.add(end);
      return () -> remove(end);
    }

    private synchronized void remove(Runnable end) {
      ends.remove(end);
    }
  }
}
