package dev.runbook.action;

/** Whether a call that was cut off in the middle can be run again. */
public enum Again {
  /** Running twice is as good as once. */
  YES,
  /** It might do its effect twice; a person decides. */
  NO,
  /**
   * {@link Action#run} is called with {@link Call#cutOff()} true and finds out itself what the
   * cut-off call did before it does anything.
   */
  FIND_OUT
}
