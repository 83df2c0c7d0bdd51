package dev.runbook.run;

/** Tells people: the {@code notify} steps of a runbook. */
interface Notices {
  /** A gate opened. A failure in telling is a warning. */
  void gate(Opening opening);

  /** The run ended. */
  void end(RunResult result);
}
