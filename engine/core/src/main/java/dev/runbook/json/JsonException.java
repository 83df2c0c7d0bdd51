package dev.runbook.json;

/** Text that is not JSON; the message says where and why, in one lower-case line. */
public final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  public JsonException(String message) {
    super(message);
  }
}
