package dev.runbook.docker;

/** Plausible answers, for rehearsals. */
final class Examples {
  static final String ID = "sha256:" + "1a2b3c4d".repeat(8);
  static final String DIGEST = "sha256:" + "5e6f7a8b".repeat(8);
  static final String BEFORE = "sha256:" + "9c0d1e2f".repeat(8);
  static final long SIZE = 78_000_000;

  private Examples() {}
}
