package dev.runbook.run;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The clock of this machine. */
public final class SystemClock implements Clock {
  /** How soon a wait notices that the machine's clock was set, or that the machine slept. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final Alarms alarms = new Alarms(this);

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public boolean await(Instant until, Object bell, BooleanSupplier condition)
      throws InterruptedException {
    synchronized (bell) {
      while (!condition.getAsBoolean()) {
        var left = Duration.between(instant(), until);
        if (left.isNegative() || left.isZero()) {
          return false;
        }
        var some = left.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : left;
        bell.wait(Math.max(1, some.toMillis()));
      }
      return true;
    }
  }

  @Override
  public Alarm alarm(Instant at, Runnable ring) {
    return alarms.add(at, ring);
  }
}
