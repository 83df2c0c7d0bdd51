package dev.runbook.jenkins;

/** Whether what is not as it should be fails a step. */
public enum Tolerance {
  FAIL,
  OK
}
