package dev.runbook.action;

/** A value that is never shown or stored; it prints as {@code ***}. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
