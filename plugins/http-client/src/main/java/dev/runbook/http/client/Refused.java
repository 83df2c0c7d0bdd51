package dev.runbook.http.client;

/** A bad answer that trying again does not better; the message is the reason shown. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  public Refused(String reason) {
    super(reason);
  }

  public Refused(String reason, Throwable cause) {
    super(reason, cause);
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
