package dev.runbook.catalog;

import dev.runbook.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * Whose parts are read.
 *
 * @param text how messages name it: "action `git.push`"
 * @param noun what its parts are: "argument", "setting", "key"
 * @param within its place in a larger value; null at the top
 * @param span what a missing part points at
 */
record Owner(String text, String noun, @Nullable Subject within, Span span) {
  Subject part(String name) {
    return within == null ? new Subject(noun, name) : within.key(name);
  }
}
