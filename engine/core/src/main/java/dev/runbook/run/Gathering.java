package dev.runbook.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came back from branches that ran side by side. Safe for several threads. */
final class Gathering {
  private final Stop stop;
  private final List<Failure> failures = new ArrayList<>();
  private final List<Halt> halts = new ArrayList<>();
  private @Nullable TimedOut timedOut;
  private @Nullable RuntimeException broken;
  private @Nullable Error fatal;
  private final Runnable onFailure;
  private final int atOnce;
  private int running;

  /**
   * Starts to gather.
   *
   * @param atOnce how many branches may be on their way; one that stays open is
   * @param stop what ends the other branches when one fails
   * @param onFailure is done when the first one fails
   */
  Gathering(int atOnce, Stop stop, Runnable onFailure) {
    this.atOnce = atOnce;
    this.stop = stop;
    this.onFailure = onFailure;
  }

  /** Runs a branch, unless those on their way and those that stay open take all places. */
  void run(Branch branch, Context context) {
    if (!begin()) {
      return;
    }
    try {
      if (branch.run(context) instanceof Ended.Failed failed && !failed.tolerated()) {
        add(failed.failure());
      }
    } catch (Halt halt) {
      add(halt);
    } catch (TimedOut late) {
      add(late);
    } catch (RuntimeException bug) {
      add(bug);
    } catch (Error fatal) {
      add(fatal);
    } finally {
      end();
    }
  }

  /**
   * Returns the first failure with what the others left open; leaves as the branches did otherwise.
   */
  synchronized @Nullable Failure result() {
    if (fatal != null) {
      throw fatal;
    }
    if (broken != null) {
      throw broken;
    }
    var trail = Failure.Trail.NONE;
    for (var halt : halts) {
      trail = trail.and(halt.trail());
    }
    for (var other : failures.subList(Math.min(1, failures.size()), failures.size())) {
      trail = trail.and(other.trail());
    }
    if (timedOut != null) {
      throw timedOut;
    }
    if (!failures.isEmpty()) {
      return failures.get(0).with(trail);
    }
    if (!halts.isEmpty()) {
      throw strongest().with(trail);
    }
    return null;
  }

  /** Returns the halt that says most: a cancel before an interruption before a pause. */
  private Halt strongest() {
    return halts.stream()
        .reduce((one, other) -> one.why().compareTo(other.why()) >= 0 ? one : other)
        .map(halt -> new Halt(halt.why()))
        .orElseThrow();
  }

  private synchronized boolean begin() {
    if (halts.size() + running >= atOnce) {
      return false;
    }
    running++;
    return true;
  }

  private synchronized void end() {
    running--;
  }

  private synchronized void add(Failure failure) {
    if (failures.isEmpty()) {
      onFailure.run();
    }
    failures.add(failure);
    stop.request(Halt.Why.STOPPED, false);
  }

  private synchronized void add(Halt halt) {
    halts.add(halt);
  }

  private synchronized void add(TimedOut late) {
    timedOut = late;
    stop.request(Halt.Why.STOPPED, false);
  }

  private synchronized void add(RuntimeException bug) {
    broken = bug;
    stop.request(Halt.Why.STOPPED, false);
  }

  private synchronized void add(Error error) {
    fatal = error;
    stop.request(Halt.Why.STOPPED, true);
  }

  /** Work that runs beside other work. */
  interface Branch {
    Ended run(Context context);
  }
}
