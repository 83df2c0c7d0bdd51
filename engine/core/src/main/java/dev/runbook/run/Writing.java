package dev.runbook.run;

import dev.runbook.journal.Event;
import dev.runbook.journal.Journal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The journal of a run, and what it says by step. Safe for several threads. */
final class Writing {
  private final Journal journal;
  private final Records records = new Records();
  private volatile long answered;
  private volatile long kept;

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
   * Adds an answer, which the next intent takes along to the disk; {@link #keepAnswers} sees to it
   * before anything else is done, waited for or asked.
   */
  void answer(String event, String step, Map<String, ?> data) {
    synchronized (records) {
      answered = add(event, step, data).seq();
    }
  }

  /** Returns when all answers so far are on the disk. */
  void keepAnswers() {
    if (answered > kept) {
      force();
    }
  }

  private void force() {
    var last = answered; // one that comes meanwhile is perhaps not among those that are written
    journal.force();
    synchronized (records) {
      kept = Math.max(kept, last);
    }
  }

  String head() {
    return journal.head();
  }
}
