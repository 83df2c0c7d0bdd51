package dev.runbook.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A process that holds a run, and leaves a line behind that is not on the disk yet. */
final class Holder {
  private Holder() {}

  /** Holds the run that is named, says so, and lasts until it is ended. */
  public static void main(String[] arguments) throws StateException, IOException {
    var state = StateFolder.at(Path.of(arguments[0]), () -> Instant.EPOCH);
    var journal = state.hold(arguments[1]).folder().open();
    journal.append("step.started", "a", Map.of());
    System.out.println("held");
    System.out.flush();
    System.in.read();
  }
}
