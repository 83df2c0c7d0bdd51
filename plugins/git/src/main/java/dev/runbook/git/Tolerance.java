package dev.runbook.git;

/** Whether what is not there fails a step. */
public enum Tolerance {
  FAIL,
  OK
}
