package dev.runbook.run;

import java.time.Duration;
import java.time.Instant;

/** Lets time pass in the local world, and says every minute what is waited for. */
final class Passing {
  private static final Duration SAY_EVERY = Duration.ofMinutes(1);

  private final Local local;

  Passing(Local local) {
    this.local = local;
  }

  /** Returns at the instant; leaves by {@link Halt} or {@link TimedOut} before. */
  void pass(World.Pause pause, Context context) {
    local.writing().keepAnswers();
    var stop = context.stop();
    while (true) {
      var now = local.clock().instant();
      var deadline = context.next();
      var isLate = deadline.isPresent() && !deadline.get().at().isAfter(now);
      if (!isLate && !pause.until().isAfter(now)) {
        return; // also when the run stops: what is over is gone through again by a resume
      }
      stop.check();
      if (isLate) {
        throw new TimedOut(deadline.get(), pause.why());
      }
      local.tell(told(pause));
      var next = earliest(pause.until(), now.plus(SAY_EVERY));
      await(deadline.map(d -> earliest(next, d.at())).orElse(next), stop);
    }
  }

  private static Progress told(World.Pause pause) {
    var key = pause.key().text();
    return pause.retry() == null
        ? new Progress.Waits(key, pause.why(), pause.until())
        : new Progress.Retries(key, pause.why(), pause.until());
  }

  private void await(Instant until, Stop stop) {
    try {
      local.clock().await(until, local.bell(), () -> stop.requested().isPresent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Halt(Halt.Why.INTERRUPTED);
    }
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
