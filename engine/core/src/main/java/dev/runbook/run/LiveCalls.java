package dev.runbook.run;

import dev.runbook.action.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The calls of actions that are in flight: ends them when their time is up or the run is to stop
 * hard.
 */
final class LiveCalls {
  private final Clock clock;
  private final Set<LiveCall> calls = ConcurrentHashMap.newKeySet();

  LiveCalls(Clock clock, Bell bell) {
    this.clock = clock;
    bell.onRing(this::endStopped);
  }

  /** Runs a call on this thread. */
  <T> T run(LiveCall call, Callable<T> work) throws Exception {
    calls.add(call);
    var alarm = call.deadline().map(deadline -> clock.alarm(deadline.at(), call::request));
    try {
      endStopped();
      return work.call();
    } finally {
      alarm.ifPresent(Clock.Alarm::close);
      calls.remove(call);
      call.finish();
    }
  }

  /** Returns the keys of the steps whose calls are in flight. */
  List<String> keys() {
    return calls.stream().map(call -> call.key).sorted().toList();
  }

  private void endStopped() {
    for (var call : calls) {
      if (call.stop.isHard()) {
        call.request();
      }
    }
  }

  /** What ends a call, until that is forgotten: then it never runs, nor is it running. */
  private static final class End {
    private final Runnable work;
    private boolean isForgotten;

    End(Runnable work) {
      this.work = work;
    }

    synchronized void run() {
      if (!isForgotten) {
        work.run();
      }
    }

    synchronized void forget() {
      isForgotten = true;
    }
  }

  /** One call, and what ends it. */
  static final class LiveCall implements Cancellation {
    private final String key;
    private final Stop stop;
    private final Optional<Deadline> deadline;
    private final Thread thread = Thread.currentThread();
    private final List<End> ends = new ArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private boolean requested;
    private boolean finished;

    LiveCall(String key, Context context) {
      this.key = key;
      this.stop = context.stop();
      this.deadline = context.next();
    }

    Optional<Deadline> deadline() {
      return deadline;
    }

    void request() {
      List<End> now;
      synchronized (this) {
        if (requested || finished) {
          return;
        }
        requested = true;
        now = List.copyOf(ends);
        thread.interrupt();
      }
      now.forEach(this::end);
    }

    /** One that breaks must not keep the others, or the next deadline, from being heeded. */
    private void end(End end) {
      try {
        end.run();
      } catch (RuntimeException e) {
        troubles.add(String.valueOf(e.getMessage()));
      }
    }

    /** Returns what went wrong while the call was being ended. */
    List<String> troubles() {
      return List.copyOf(troubles);
    }

    /** From here on the thread is not interrupted any more. */
    synchronized void finish() {
      finished = true;
      if (requested) {
        Thread.interrupted();
      }
    }

    @Override
    public synchronized boolean isRequested() {
      return requested;
    }

    @Override
    public Registration onRequest(Runnable work) {
      var end = new End(work);
      synchronized (this) {
        ends.add(end);
        if (!requested) {
          return () -> remove(end);
        }
      }
      end.run();
      return () -> remove(end);
    }

    private void remove(End end) {
      synchronized (this) {
        ends.remove(end);
      }
      end.forget();
    }
  }
}
