package dev.runbook.cli.command;

import dev.runbook.cli.console.Console;
import dev.runbook.cli.console.Exit;
import dev.runbook.cli.console.Signals;
import dev.runbook.run.Engine;
import dev.runbook.run.Progress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets signals stop a run by way of its engine, from the moment it starts. Before that nothing was
 * done yet, and a signal simply ends the process.
 */
final class Heeding implements Progress.Listener {
  private final Console console;
  private final Progress.Listener next;
  private volatile @Nullable Engine engine;
  private volatile @Nullable Signals signals;

  Heeding(Console console, Progress.Listener next) {
    this.console = console;
    this.next = next;
  }

  /** Names the engine whose runs are stopped. */
  Engine by(Engine carrying) {
    engine = carrying;
    return carrying;
  }

  @Override
  public void on(Progress progress) {
    var carrying = engine;
    if (progress instanceof Progress.Starts && carrying != null && signals == null) {
      signals = Signals.handled(carrying::interrupt, () -> end(carrying));
    }
    next.on(progress);
  }

  private void end(Engine carrying) {
    console.hurry();
    carrying.kill();
  }

  /** Returns the exit code of the last signal, if there was one. */
  Optional<Exit> signal() {
    var heard = signals;
    return heard == null ? Optional.empty() : heard.exit();
  }
}
