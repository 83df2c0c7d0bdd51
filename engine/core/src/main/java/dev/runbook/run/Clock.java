package dev.runbook.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Tells the time and lets it pass; the only thing that does. */
public interface Clock extends InstantSource {

  /**
   * Waits until an instant, or until somebody is woken and the condition holds.
   *
   * @param bell what wakes the waiting: its monitor is notified
   * @return whether the condition held
   */
  boolean await(Instant until, Object bell, BooleanSupplier condition) throws InterruptedException;
}
