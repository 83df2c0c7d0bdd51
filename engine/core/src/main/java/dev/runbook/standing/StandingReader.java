package dev.runbook.standing;

import dev.runbook.journal.Event;
import java.util.List;

/** Reads how a run stands from its journal. */
final class StandingReader {
  private final String run;

  StandingReader(String run) {
    this.run = run;
  }

  Standing read(List<Event> events, boolean held) {
    throw new UnsupportedOperationException(run + events.size() + held);
  }
}
