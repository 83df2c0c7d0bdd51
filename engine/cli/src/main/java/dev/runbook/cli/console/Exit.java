package dev.runbook.cli.console;

/** The exit codes; the table in the README is this one. */
public enum Exit {
  /** Succeeded, also with warnings. */
  SUCCEEDED(0),
  /** Failed, rejected or cancelled; also a bug of ours. */
  FAILED(1),
  /** The runbook or the command line is wrong; nothing was done. */
  WRONG(2),
  /** Paused: waits for a person, or went as far as {@code --until} said. */
  PAUSED(3),
  /** The run or its lock is held by another process. */
  HELD(4),
  /** The terminal went away, SIGHUP; can be resumed. */
  HUNG_UP(129),
  /** Ctrl-C, SIGINT; can be resumed. */
  INTERRUPTED(130),
  /** SIGTERM; can be resumed. */
  TERMINATED(143);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
