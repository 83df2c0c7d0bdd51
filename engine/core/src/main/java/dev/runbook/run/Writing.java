package dev.runbook.run;

import dev.runbook.journal.Event;
import dev.runbook.journal.Journal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The journal of a run, and what it says by step. Safe for several threads. */
final class Writing {
  private final Journal journal;
  private final Records records = new Records();

  Writing(Journal journal) {
    this.journal = journal;
    journal.past().forEach(records::apply);
  }

  Records records() {
    return records;
  }

  /** Adds a line that may be lost with the machine: what it says would be decided again. */
  Event add(String event, @Nullable String step, Map<String, ?> data) {
    synchronized (records) {
      var added = journal.append(event, step, data);
      records.apply(added);
      return added;
    }
  }

  /** Adds a line and returns when it is on the disk. */
  void force(String event, @Nullable String step, Map<String, ?> data) {
    add(event, step, data);
    force();
  }

  /**
   * Returns when all lines so far are on the disk. Answers wait for this, so that the next intent
   * takes them along: it is asked for before anything is done, waited for or asked.
   */
  void force() {
    journal.force();
  }

  String head() {
    return journal.head();
  }
}
