package dev.runbook.model;

import dev.runbook.text.Span;

/** A name in a runbook, and where it stands. */
public record Word(String text, Span span) {
  @Override
  public String toString() {
    return text;
  }
}
