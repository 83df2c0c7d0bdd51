package dev.runbook.catalog;

import org.jspecify.annotations.Nullable;

/** A value that is not of the kind wanted; the message is advice, or null. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  Unfit(@Nullable String hint) {
    super(hint, null, false, false);
  }
}
