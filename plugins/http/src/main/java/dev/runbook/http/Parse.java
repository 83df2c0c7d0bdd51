package dev.runbook.http;

/** How the body of an answer is read. */
public enum Parse {
  /** As JSON where the answer says that it is. */
  AUTO,
  JSON,
  LINES,
  NONE
}
