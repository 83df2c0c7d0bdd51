package dev.runbook.ssh;

import org.jspecify.annotations.Nullable;

/** What became of a host that a step went to. */
interface Visited {

  /** Returns the host as the operator names it. */
  String host();

  /** Returns why it failed there; null if it did not. */
  @Nullable String reason();
}
