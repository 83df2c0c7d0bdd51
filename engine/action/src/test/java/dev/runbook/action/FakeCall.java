package dev.runbook.action;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call for tests of actions: keeps what the action says and starts, answers for programs, and
 * shares resources until it is closed.
 *
 * <pre>{@code
 * try (var call = new FakeCall(folder).answering("docker pull", 0, "done")) {
 *   assertThat(new Pull("busybox").run(call)).isEqualTo(Outcome.done(new Pull.Outputs("done")));
 *   assertThat(call.commands().get(0).arguments()).containsExactly("docker", "pull", "busybox");
 * }
 * }</pre>
 */
public final class FakeCall implements Call, Look, AutoCloseable {
  private final Path directory;
  private final List<String> lines = new ArrayList<>();
  private final Map<Object, AutoCloseable> shared = new HashMap<>();
  private final List<String> progress = new ArrayList<>();
  private final FakeCancellation cancellation = new FakeCancellation();
  private final FakeProcesses processes = new FakeProcesses(this::line, cancellation);
  private Map<String, ?> token = Map.of();
  private boolean cutOff;
  private boolean probing;

  /** Makes the call of new work in a folder. */
  public FakeCall(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /** Makes it the call after one that answered with this token. */
  public FakeCall withToken(Map<String, ?> token) {
    this.token = token;
    return this;
  }

  /** Makes it the call after one that was cut off. */
  public FakeCall afterCutOff() {
    this.cutOff = true;
    return this;
  }

  /** Lets outside systems be asked. */
  public FakeCall whileProbing() {
    this.probing = true;
    return this;
  }

  /**
   * Answers the next command that begins with these words, instead of starting it; a command that
   * fits no answer fails the test. Without any answer real programs are started.
   *
   * @param beginning the program and its first arguments, separated by blanks
   * @param lines what it writes to standard output
   */
  public FakeCall answering(String beginning, int code, String... lines) {
    processes.answer(beginning, code, List.of(lines));
    return this;
  }

  /** Returns the commands asked for so far, started or answered. */
  public List<Processes.Command> commands() {
    return processes.commands();
  }

  /** Returns what was said about progress so far. */
  public synchronized List<String> progressed() {
    return List.copyOf(progress);
  }

  /** Returns the lines said so far: the action's own, and what programs wrote. */
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

  /** There are no secrets here. */
  @Override
  public OutputStream masking(OutputStream out) {
    return out;
  }

  @Override
  public synchronized void progress(String text) {
    progress.add(text);
  }

  @Override
  public FakeCancellation cancellation() {
    return cancellation;
  }

  @Override
  public boolean knowsAll() {
    return true;
  }

  @Override
  public boolean probing() {
    return probing;
  }

  @Override
  public Optional<Path> program(String name) {
    var path = new ProcessBuilder().environment().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(name.contains("/") ? new String[] {""} : path.split(":"))
        .map(folder -> directory.resolve(folder).resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  @Override
  public Processes processes() {
    return processes;
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
  public synchronized void close() {
    for (var resource : shared.values()) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("a shared resource does not close", e);
      }
    }
    shared.clear();
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
