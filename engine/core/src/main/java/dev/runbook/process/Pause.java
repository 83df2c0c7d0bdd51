package dev.runbook.process;

/**
 * Lets time pass where a cancellation is being carried out already, so that none may cut it short.
 */
final class Pause {
  private Pause() {}

  /** Sleeps, and leaves an interruption for later. */
  static void millis(long time) {
    var interrupted = Thread.interrupted();
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
