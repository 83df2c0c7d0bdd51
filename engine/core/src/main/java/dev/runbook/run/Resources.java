package dev.runbook.run;

import dev.runbook.action.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What actions share for the length of a run: opened once a key, closed at the end. */
final class Resources {
  private final Map<Object, Slot> slots = new LinkedHashMap<>();

  /** Opening one must not make others wait. */
  private static final class Slot {
    private AutoCloseable opened = () -> {};
    private boolean isOpen;
  }

  @SuppressWarnings("unchecked") // a key is used for one kind of resource
  <T extends AutoCloseable> T shared(Object key, Call.Opener<T> opener) throws Exception {
    Slot slot;
    synchronized (slots) {
      slot = slots.computeIfAbsent(key, none -> new Slot());
    }
    synchronized (slot) {
      if (!slot.isOpen) {
        slot.opened = opener.open();
        slot.isOpen = true;
      }
      return (T) slot.opened;
    }
  }

  /** Closes all, the last opened first; returns what went wrong. */
  List<String> close() {
    List<Slot> all;
    synchronized (slots) {
      all = new ArrayList<>(slots.values());
      slots.clear();
    }
    var troubles = new ArrayList<String>();
    for (var i = all.size() - 1; i >= 0; i--) {
      try {
        all.get(i).opened.close();
      } catch (Exception e) {
        troubles.add(String.valueOf(e.getMessage()));
      }
    }
    return troubles;
  }
}
