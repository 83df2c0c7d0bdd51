package dev.runbook.journal;

import java.io.Closeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened in a run, append only; the only truth for resume. Safe for several threads. */
public interface Journal extends Closeable {

  /** Returns what was there when it was opened. */
  List<Event> past();

  /**
   * Adds a line.
   *
   * @param data values without secrets
   * @throws JournalException if it cannot be written, such as on a full disk; the journal then ends
   *     before this line
   */
  Event append(String event, @Nullable String step, Map<String, ?> data);

  /** Returns when all lines so far are on the disk. */
  void force();

  /** Returns the hash of the last line, which proves all lines before it too. */
  String head();

  @Override
  void close();
}
