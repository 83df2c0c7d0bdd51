package dev.runbook.process;

import dev.runbook.action.Cancellation;
import dev.runbook.action.Processes;
import dev.runbook.secret.Masker;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Starts programs for one call of one step.
 *
 * <p>A child runs in a session of its own, with the environment variable {@code RUNBOOK_STEP} that
 * names run and step, so that it and all that it started can be found and ended, double-forked ones
 * too.
 */
public final class ChildProcesses implements Processes {
  /** The environment variable that marks a step's processes. */
  public static final String MARK = "RUNBOOK_STEP";

  /**
   * A process that was started.
   *
   * @param startedAt as the kernel says it, in clock ticks since boot: pids come again, this pair
   *     does not
   */
  public record Child(long pid, long startedAt, String program) {}

  /**
   * Makes what starts the programs of one call.
   *
   * @param mark the value of {@link #MARK}: run id and step address
   * @param lines gets each line of output, masked
   * @param started is told of each child before it can do anything that lasts
   */
  public ChildProcesses(
      String mark,
      Masker masker,
      Cancellation cancellation,
      Consumer<String> lines,
      Consumer<Child> started) {
    throw new UnsupportedOperationException(mark);
  }

  @Override
  public Exit run(Command command) throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Returns the processes alive that carry a mark or belong to the child's session. */
  public static java.util.List<Child> survivors(String mark, java.util.List<Child> children) {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends processes: SIGTERM, and SIGKILL to what is left after the grace. Returns when all are
   * gone.
   */
  public static void end(String mark, java.util.List<Child> children, java.time.Duration grace) {
    throw new UnsupportedOperationException(mark + Instant.EPOCH);
  }
}
