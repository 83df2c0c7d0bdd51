package dev.runbook.git;

import java.time.Instant;

/** Commits of rehearsals. */
final class Examples {
  static final String BEFORE = "1f0e3dad99908345f7439f8ffabdffc4a1b2c3d4";
  static final String HEAD = "98f13708210194c475687be6106a3b84e5f60718";
  static final String TAG_OBJECT = "3c59dc048e8850243be8079a5c74d079b6c7d8e9";

  private Examples() {}

  /** Returns a commit of a log. */
  static LogEntry entry() {
    return new LogEntry(
        HEAD, "Rita Run <rita@example.org>", Instant.parse("2026-01-02T10:00:00Z"), "Update it");
  }
}
