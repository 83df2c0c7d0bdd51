package dev.runbook.run;

import dev.runbook.journal.Event;
import dev.runbook.journal.Journal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The journal of a run, and what it says by step. Safe for several threads. */
final class Writing {
  private final Journal journal;
  private final Records records = new Records();
  private volatile boolean isAnswerOwed;

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
   * Adds an answer, which the next intent takes along to the disk; {@link #settle} sees to it
   * before anything else is done, waited for or asked.
   */
  void answer(String event, String step, Map<String, ?> data) {
    add(event, step, data);
    isAnswerOwed = true;
  }

  /** Returns when all answers so far are on the disk. */
  void settle() {
    if (isAnswerOwed) {
      force();
    }
  }

  private void force() {
    isAnswerOwed = false; // one that comes meanwhile is perhaps not among those that are written
    journal.force();
  }

  String head() {
    return journal.head();
  }
}
