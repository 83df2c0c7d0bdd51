package dev.runbook.process;

import dev.runbook.action.Cancellation;
import dev.runbook.action.Processes;
import dev.runbook.process.Output.Audience;
import dev.runbook.secret.Masker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Starts programs for one call of one step.
 *
 * <p>A child runs in a session of its own, with the environment variable {@code RUNBOOK_STEP} that
 * names run and step, so that it and all that it started can be found and ended, double-forked ones
 * too. Only Linux has what that needs.
 */
public final class ChildProcesses implements Processes {
  /** The environment variable that marks a step's processes. */
  public static final String MARK = "RUNBOOK_STEP";

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Mark mark;
  private final Masker masker;
  private final Cancellation cancellation;
  private final Consumer<String> lines;
  private final Consumer<Child> started;
  private final Duration grace;

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
   * @param lines gets the output, masked: one line, or several with newlines between them
   * @param started is told of each child before it can do anything that lasts
   */
  public ChildProcesses(
      String mark,
      Masker masker,
      Cancellation cancellation,
      Consumer<String> lines,
      Consumer<Child> started) {
    this(Mark.of(mark), masker, cancellation, lines, started, GRACE);
  }

  private ChildProcesses(
      Mark mark,
      Masker masker,
      Cancellation cancellation,
      Consumer<String> lines,
      Consumer<Child> started,
      Duration grace) {
    this.mark = mark;
    this.masker = masker;
    this.cancellation = cancellation;
    this.lines = lines;
    this.started = started;
    this.grace = grace;
  }

  /** Returns the same with another time between asking a process to end and making it. */
  ChildProcesses withGrace(Duration other) {
    return new ChildProcesses(mark, masker, cancellation, lines, started, other);
  }

  @Override
  public Exit run(Command command) throws IOException, InterruptedException {
    if (cancellation.isRequested()) {
      throw new InterruptedException("cancelled");
    }
    var own = mark.ofChild();
    var held = HeldChild.start(command, own);
    var ending = new Ending(new Tree(own, List.of(held.child()), Tree.Trust.SESSION), grace);
    var process = held.process();
    var out = output(command).reading(process.getInputStream(), masker, ending::kill);
    var err =
        new Output(this::line, Audience.PEOPLE)
            .reading(process.getErrorStream(), masker, ending::kill);
    try {
      await(held, command);
    } finally {
      endRest(held, ending);
      var isRead = out.await(grace);
      if (!err.await(grace) || !isRead) {
        line("a process that could not be found or ended holds the output open: it is left");
      }
    }
    return new Exit(process.exitValue(), out.captured(), err.captured());
  }

  private Output output(Command command) {
    return command.lines() == null
        ? new Output(this::line, Audience.PEOPLE)
        : new Output(command.lines(), Audience.PROGRAM);
  }

  /** Waits for its end; a cancellation interrupts. */
  @SuppressWarnings("try") // the registration is only to be closed
  private void await(HeldChild held, Command command) throws InterruptedException {
    var caller = Thread.currentThread();
    try (var registration = cancellation.onRequest(caller::interrupt)) {
      started.accept(held.child());
      held.release(command.input());
      held.process().waitFor();
    }
  }

  private void endRest(HeldChild held, Ending ending) {
    if (!held.process().isAlive() && held.isYoung() && ending.tree().isGone()) {
      return;
    }
    for (var left : ending.end()) {
      line("process " + left.pid() + " (`" + left.program() + "`) could not be ended");
    }
  }

  private synchronized void line(String line) {
    lines.accept(line);
  }

  /** Returns the processes alive that carry a mark or belong to the child's session. */
  public static List<Child> survivors(String mark, List<Child> children) {
    return new Tree(Mark.of(mark), children, Tree.Trust.LEADER).alive();
  }

  /**
   * Ends processes: SIGTERM, and SIGKILL to what is left after the grace. Returns when all are
   * gone.
   */
  public static void end(String mark, List<Child> children, Duration grace) {
    new Ending(new Tree(Mark.of(mark), children, Tree.Trust.LEADER), grace).end();
  }
}
