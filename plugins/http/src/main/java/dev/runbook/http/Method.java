package dev.runbook.http;

/** What is asked of a server (RFC 9110 §9). */
public enum Method {
  GET(true, true),
  HEAD(true, true),
  OPTIONS(true, true),
  PUT(false, true),
  DELETE(false, true),
  POST(false, false),
  PATCH(false, false);

  private final boolean reading;
  private final boolean repeatable;

  Method(boolean reading, boolean repeatable) {
    this.reading = reading;
    this.repeatable = repeatable;
  }

  /** Returns whether it changes nothing: safe (RFC 9110 §9.2.1). */
  boolean isReading() {
    return reading;
  }

  /** Returns whether twice is as good as once: idempotent (RFC 9110 §9.2.2). */
  boolean isRepeatable() {
    return repeatable;
  }

  /** Returns whether a request without content says so (RFC 9110 §8.6). */
  boolean wantsBody() {
    return this == POST || this == PUT || this == PATCH;
  }
}
