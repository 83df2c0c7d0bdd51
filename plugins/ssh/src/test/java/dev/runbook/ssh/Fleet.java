package dev.runbook.ssh;

import dev.runbook.action.Action;
import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Processes.Captured;
import dev.runbook.action.Secret;
import dev.runbook.ssh.client.Sshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Hosts of a lab: the addresses of one real sshd, a key that is let in, and a call. */
final class Fleet implements AutoCloseable {
  private static final Path NO_CONFIG = Path.of("ssh_config");

  final Path folder;
  final Sshd sshd;
  final Path key;
  FakeCall call;
  private long loginsBefore;
  private final int size;

  Fleet(Path folder, int size, String... settings) throws Exception {
    this.folder = folder;
    this.size = size;
    this.sshd = new Sshd(folder.resolve("sshd"), size, settings);
    this.key = sshd.key("key", "");
    sshd.authorize(key, "");
    Files.createFile(folder.resolve(NO_CONFIG));
    this.call = new FakeCall(folder);
    begin();
  }

  /** Begins another run, which knows nothing of those before. */
  void begin() throws Exception {
    call.close();
    call = new FakeCall(folder);
    loginsBefore = sshd.logins();
    var known = new StringBuilder();
    for (int i = 1; i <= size; i++) {
      known.append(sshd.knownHost(i));
    }
    Files.writeString(folder.resolve("known_hosts"), known);
  }

  /** Returns how often this run has logged in. */
  long logins() throws Exception {
    return sshd.logins() - loginsBefore;
  }

  /** Returns a host of it, counted from 1. */
  String host(int number) {
    return Sshd.address(number) + ":" + sshd.port();
  }

  List<Object> hosts() {
    return IntStream.rangeClosed(1, size).<Object>mapToObj(this::host).toList();
  }

  SshConnection connection() {
    return with(key, null);
  }

  SshConnection with(@Nullable Path key, @Nullable Secret sudo) {
    return connection(key, sudo, List.of(), false);
  }

  SshConnection connection(
      @Nullable Path key, @Nullable Secret sudo, List<Object> jump, boolean acceptNew) {
    return new SshConnection(
        hosts(),
        sshd.user(),
        key,
        null,
        null,
        sudo,
        jump,
        folder.resolve("known_hosts"),
        acceptNew,
        folder.resolve(NO_CONFIG),
        Duration.ofSeconds(20));
  }

  /** Returns a command at all hosts. */
  Run command(Object command) {
    return run(connection(), hosts(), command);
  }

  static Run run(SshConnection connection, @Nullable List<Object> hosts, Object command) {
    return new Run(connection, hosts, command, null, Map.of(), null, "false", 50, List.of(), null);
  }

  <O> O done(Action<O> action) throws Exception {
    return ((Outcome.Done<O>) action.run(call)).outputs();
  }

  /** A bad answer, which may have outputs. */
  record Bad<O>(String reason, @Nullable O nullable) {
    O outputs() {
      return Objects.requireNonNull(nullable);
    }
  }

  <O> Bad<O> failed(Action<O> action) throws Exception {
    var failed = (Outcome.Failed<O>) action.run(call);
    return new Bad<>(failed.reason(), failed.outputs());
  }

  static Captured stdout(CommandOutputs outputs) {
    return Objects.requireNonNull(outputs.stdout());
  }

  @Override
  public void close() {
    call.close();
    sshd.close();
  }
}
