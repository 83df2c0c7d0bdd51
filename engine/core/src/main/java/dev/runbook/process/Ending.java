package dev.runbook.process;

import dev.runbook.process.ChildProcesses.Child;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Ends a tree of processes: asks them to, and after a grace makes them. */
record Ending(Tree tree, Duration grace) {
  private static final Duration KILLING = Duration.ofSeconds(5);
  private static final long LONGEST_LOOK = 50;

  /** On a busy machine one look at all processes may take longer than the time there is. */
  private static final int LEAST_LOOKS = 3;

  /**
   * Asks once: what begins after that may be what tidies up. Returns when all are gone; those that
   * nobody here may end are returned.
   */
  List<Child> end() {
    tree.alive().forEach(child -> signal(child, ProcessHandle::destroy));
    var left = await(grace, child -> {});
    return left.isEmpty() ? left : kill();
  }

  /** As {@link #end}, without a grace. */
  List<Child> kill() {
    return await(KILLING, child -> signal(child, ProcessHandle::destroyForcibly));
  }

  /** Waits until all are gone, or until the time has passed and something was done some times. */
  private List<Child> await(Duration time, Consumer<Child> each) {
    var alive = tree.alive();
    var end = System.nanoTime() + time.toNanos();
    var pause = 1L;
    for (var look = 1; !alive.isEmpty() && isWorthIt(look, end); look++) {
      alive.forEach(each);
      Pause.millis(pause);
      pause = Math.min(2 * pause, LONGEST_LOOK);
      alive = tree.alive();
    }
    return alive;
  }

  private static boolean isWorthIt(int look, long end) {
    return look <= LEAST_LOOKS || System.nanoTime() < end;
  }

  /** Signals a process, if it is still the one that was seen. */
  private static void signal(Child child, Consumer<ProcessHandle> signal) {
    ProcessHandle.of(child.pid())
        .filter(
            handle ->
                KernelProcess.of(child.pid())
                    .filter(p -> p.startedAt() == child.startedAt())
                    .isPresent())
        .ifPresent(signal);
  }
}
