package dev.runbook.journal;

/** What a journal file proves about itself. */
public sealed interface Verification {

  /**
   * Nothing was changed since it was written, unless its end was removed or written anew: that is
   * seen by comparing the head with one noted elsewhere.
   *
   * @param head hash of the last line
   */
  record Sound(long lines, String head) implements Verification {}

  /**
   * It is sound but for its last line, of which only the beginning was written; whoever resumes the
   * run cuts it off.
   *
   * @param lines how many are whole
   * @param head hash of the last whole line
   * @param bytes how many are torn
   */
  record Torn(long lines, String head, long bytes) implements Verification {}

  /**
   * It cannot be believed.
   *
   * @param line the first bad one, counted from 1
   */
  record Damaged(long line, String reason) implements Verification {}

  /** It was written by a newer engine, in a form that is unknown here. */
  record Newer(long format) implements Verification {}
}
