package dev.runbook.ssh;

import java.io.IOException;

/** A session took no command: it was cut, or does as much as the host lets it. Nothing has run. */
final class NotBegun extends IOException {
  private static final long serialVersionUID = 1;

  NotBegun(Exception cause) {
    super("it does not run commands: " + cause.getMessage(), cause);
  }
}
