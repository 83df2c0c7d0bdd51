package dev.runbook.run;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Whether work may go on, for a run and below it for each parallel group. Asking everything inside
 * to stop is asking it here. Safe for several threads.
 */
final class Stop {
  private final @Nullable Stop above;
  private final Bell bell;
  private volatile Halt.@Nullable Why why;
  private volatile boolean hard;
  private final List<Stop> shields = new CopyOnWriteArrayList<>();

  Stop(Bell bell) {
    this(null, bell);
  }

  private Stop(@Nullable Stop above, Bell bell) {
    this.above = above;
    this.bell = bell;
  }

  Stop below() {
    return new Stop(this, bell);
  }

  /** Returns one below in which nothing new starts: all that was recorded can be seen again. */
  Stop stopped() {
    var below = below();
    below.why = Halt.Why.STOPPED;
    return below;
  }

  /** Returns one for {@code always} blocks: only an interruption of the run reaches it. */
  Stop shielded() {
    if (above != null) {
      return above.shielded();
    }
    var shield = new Stop(bell);
    shields.add(shield);
    if (why == Halt.Why.INTERRUPTED) {
      shield.request(Halt.Why.INTERRUPTED, hard);
    }
    return shield;
  }

  /**
   * Asks to stop: nothing new starts, waits end.
   *
   * @param hard whether calls in flight are to be ended, too
   */
  void request(Halt.Why why, boolean hard) {
    synchronized (this) {
      if (this.why == null || (hard && !this.hard)) {
        this.why = why;
      }
      this.hard |= hard;
    }
    if (why == Halt.Why.INTERRUPTED) {
      shields.forEach(shield -> shield.request(why, hard));
    }
    bell.ring();
  }

  Optional<Halt.Why> requested() {
    for (var stop = this; stop != null; stop = stop.above) {
      var asked = stop.why;
      if (asked != null) {
        return Optional.of(asked);
      }
    }
    return Optional.empty();
  }

  boolean isHard() {
    return hard || (above != null && above.isHard());
  }

  /** Goes on, or leaves by {@link Halt}. */
  void check() {
    requested()
        .ifPresent(
            asked -> {
              throw new Halt(asked);
            });
  }
}
