package dev.runbook.load;

import java.util.Arrays;

/**
 * Turns positions counted in characters (code points), as the YAML parser has them, into indexes of
 * UTF-16 units. Immutable.
 */
final class Positions {
  private final int length;
  private final int[] wide;

  Positions(String text) {
    this.length = text.length();
    this.wide = findWide(text);
  }

  /** Returns the positions of the characters that take two units. */
  private static int[] findWide(String text) {
    var found = new int[4];
    var count = 0;
    for (var i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))) {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2);
        }
        found[count] = i - count;
        count++;
      }
    }
    return Arrays.copyOf(found, count);
  }

  int index(int position) {
    if (wide.length == 0) {
      return Math.min(position, length);
    }
    var before = Arrays.binarySearch(wide, position);
    return Math.min(position + (before >= 0 ? before : -before - 1), length);
  }
}
