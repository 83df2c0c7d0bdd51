package dev.runbook.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Wakes all that wait in a run: a stop was asked for, a decision arrived. Waiting threads wait on
 * it.
 */
final class Bell {
  private final List<Runnable> ears = new CopyOnWriteArrayList<>();

  void ring() {
    synchronized (this) {
      notifyAll();
    }
    ears.forEach(Runnable::run);
  }

  void onRing(Runnable ear) {
    ears.add(ear);
  }
}
