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

  /** Does something at an instant, on any thread, unless it is closed before. */
  Alarm alarm(Instant at, Runnable ring);

  /** Something that will be done at an instant. */
  interface Alarm extends AutoCloseable {
    /** Takes it back, unless it was done already. */
    @Override
    void close();
  }
}
