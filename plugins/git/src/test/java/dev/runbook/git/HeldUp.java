package dev.runbook.git;

import dev.runbook.action.Call;
import dev.runbook.action.Cancellation;
import dev.runbook.action.FakeCall;
import dev.runbook.action.Outcome;
import dev.runbook.action.Processes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A process that is held up while it holds the lock of a clone's index, for tests to kill. */
final class HeldUp {
  static final String HERE = "holding the lock";

  private HeldUp() {}

  public static void main(String[] arguments) throws Exception {
    Isolation.install();
    var folder = Path.of(arguments[1]);
    if (arguments[0].equals("lock")) {
      try (var clone = Clone.open(folder.resolve("checkouts/app"))) {
        clone.repository().lockDirCache();
        waitForTheEnd();
      }
    } else {
      checkOut(folder);
    }
  }

  private static void checkOut(Path folder) throws Exception {
    var connection =
        new GitConnection(
            "remotes",
            null,
            Path.of("checkouts"),
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            null,
            null,
            Duration.ofSeconds(20));
    var checkout = new Checkout(connection, "app", null, "main", null, null, false, false, false);
    var prepared = (Outcome.NotYet<Checkout.Outputs>) checkout.run(new FakeCall(folder));
    checkout.run(new HeldUpCall(new FakeCall(folder).withToken(prepared.token())));
  }

  private static void waitForTheEnd() {
    System.out.println(HERE);
    try {
      System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits where the first file is about to be written. */
  private record HeldUpCall(Call call) implements Call {
    @Override
    public void progress(String text) {
      if (text.startsWith("checking out files")) {
        waitForTheEnd();
      }
    }

    @Override
    public Path directory() {
      return call.directory();
    }

    @Override
    public Map<String, ?> token() {
      return call.token();
    }

    @Override
    public boolean cutOff() {
      return call.cutOff();
    }

    @Override
    public OutputStream masking(OutputStream out) {
      return call.masking(out);
    }

    @Override
    public void line(String line) {
      call.line(line);
    }

    @Override
    public Cancellation cancellation() {
      return call.cancellation();
    }

    @Override
    public Processes processes() {
      return call.processes();
    }

    @Override
    public <T extends AutoCloseable> T shared(Object key, Opener<T> opener) throws Exception {
      return call.shared(key, opener);
    }
  }
}
