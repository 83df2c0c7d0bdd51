package dev.runbook.journal;

import java.util.concurrent.ThreadLocalRandom;

/** Short random names that people can read out and type: no letter or digit looks like another. */
final class ShortName {
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz";
  private static final String ALL = LETTERS + "23456789";

  private ShortName() {}

  /** Returns a letter and then letters or digits. */
  static String random(int length) {
    var random = ThreadLocalRandom.current();
    var name = new StringBuilder(length);
    name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    while (name.length() < length) {
      name.append(ALL.charAt(random.nextInt(ALL.length())));
    }
    return name.toString();
  }
}
