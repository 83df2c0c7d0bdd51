package dev.runbook.action;

/** Whether work in flight is to end early: a timeout, a cancel, a second Ctrl-C. */
public interface Cancellation {

  boolean isRequested();

  /**
   * Registers what ends the work; called at once if the cancellation is requested already. The
   * thread that called the action is interrupted as well.
   *
   * @return closing it takes the registration back
   */
  Registration onRequest(Runnable end);

  /** A registration that can be taken back. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
