package dev.runbook.ssh;

import dev.runbook.action.Call;
import dev.runbook.action.Processes.Captured;
import dev.runbook.action.Secret;
import dev.runbook.ssh.client.Attempt;
import dev.runbook.ssh.client.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands at hosts, one host after the other or side by side.
 *
 * @param several whether lines name the host, and a host that cannot be reached is an answer and no
 *     accident
 */
record Visits(Call call, @Nullable SshConnection connection, Sessions sessions, boolean several) {
  private static final int WHOLE = 1024 * 1024;
  private static final int WHOLE_OF_SEVERAL = 64 * 1024;

  /** How many other sessions are tried where one takes no command. */
  private static final int FURTHER_SESSIONS = 2;

  /** Returns what a command did at a host, or why it did not run. */
  HostOutput run(Place place, String command, Setting setting)
      throws IOException, InterruptedException {
    var start = System.nanoTime();
    var whole = several ? WHOLE_OF_SEVERAL : WHOLE;
    var out = new Captor(whole, line -> say(place, line));
    var err = new Captor(whole, line -> say(place, line));
    Integer code = null;
    String reason = null;
    try (var streams = new RemoteCommand.Streams(call.masking(out), call.masking(err))) {
      code = exec(place, command, setting, streams);
    } catch (Refusal | Unfit e) {
      reason = String.valueOf(e.getMessage());
    } catch (IOException e) {
      reason = String.valueOf(e.getMessage());
      if (!several) {
        throw e;
      }
    }
    if (code == null && several) {
      say(place, reason);
    } else if (code != null && code != 0) {
      reason = Reasons.code(code, err.captured().text());
    }
    return new HostOutput(
        place.name(), code, out.captured(), err.captured(), seconds(start), reason);
  }

  /** Runs a command and returns its standard output. */
  Captured ask(Place place, String command, Setting setting)
      throws Refusal, Unfit, IOException, InterruptedException {
    var out = new Captor(WHOLE, line -> {});
    var err = new Captor(WHOLE, line -> {});
    var code = exec(place, command, setting, new RemoteCommand.Streams(out, err));
    if (code != 0) {
      throw new Unfit(Reasons.code(code, err.captured().text()));
    }
    return out.captured();
  }

  /** Runs a command whose standard output is no text. */
  void stream(Place place, String command, Setting setting, OutputStream out)
      throws Refusal, Unfit, IOException, InterruptedException {
    var err = new Captor(WHOLE, line -> {});
    var code = exec(place, command, setting, new RemoteCommand.Streams(out, err));
    if (code != 0) {
      throw new Unfit(Reasons.code(code, err.captured().text()));
    }
  }

  BooleanSupplier isCancelled() {
    return call.cancellation()::isRequested;
  }

  private int exec(Place place, String command, Setting setting, RemoteCommand.Streams streams)
      throws Refusal, Unfit, IOException, InterruptedException {
    var session = sessions.to(place.host(), attempt(place));
    for (var left = FURTHER_SESSIONS; ; left--) {
      try {
        return new RemoteCommand(session, setting, sudoPassword())
            .run(command, streams, call.cancellation());
      } catch (NotBegun e) {
        if (left == 0) {
          throw e;
        }
        session = sessions.insteadOf(session, place.host(), attempt(place));
      }
    }
  }

  private Attempt attempt(Place place) {
    var timeout = connection == null ? Duration.ofSeconds(10) : connection.timeout();
    return new Attempt(timeout, line -> say(place, line), call.cancellation());
  }

  private @Nullable Secret sudoPassword() {
    return connection == null ? null : connection.sudo_password();
  }

  void say(Place place, @Nullable String line) {
    call.line(several ? place.name() + ": " + line : String.valueOf(line));
  }

  static double seconds(long start) {
    return Math.round((System.nanoTime() - start) / 1e6) / 1e3;
  }
}
