package dev.runbook.journal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A journal that is kept in memory, for tests and rehearsals. */
public final class MemoryJournal implements Journal {
  private final InstantSource clock;
  private final List<Event> past;
  private final List<Event> events;

  public MemoryJournal(InstantSource clock, List<Event> past) {
    this.clock = clock;
    this.past = List.copyOf(past);
    this.events = new ArrayList<>(past);
  }

  @Override
  public List<Event> past() {
    return past;
  }

  @Override
  public synchronized Event append(String event, @Nullable String step, Map<String, ?> data) {
    var added = new Event(events.size() + 1L, clock.instant(), event, step, data);
    events.add(added);
    return added;
  }

  /** Returns all lines so far. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  @Override
  public void force() {}

  @Override
  public String head() {
    return "";
  }

  @Override
  public void close() {}
}
