package dev.runbook.ssh.client;

/**
 * A host, or a file of ours, said no: trying again does not better it. The message is for
 * operators.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;
  private final Of of;

  /** What was refused. */
  public enum Of {
    /** The host's key: we do not trust the host. */
    HOST_KEY,
    /** Our login: the host does not trust us. */
    LOGIN,
    /** A file or setting of ours. */
    SETTING
  }

  Refusal(Of of, String reason) {
    super(reason);
    this.of = of;
  }

  Refusal(Of of, String reason, Throwable cause) {
    super(reason, cause);
    this.of = of;
  }

  /** Returns what was refused. */
  public Of of() {
    return of;
  }

  /** Returns one line for operators. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
