package dev.runbook.run;

import dev.runbook.journal.Sha256;
import java.util.ArrayList;
import java.util.List;

/** By what a saved plan knows texts again: SHA-256 in hexadecimal digits. */
final class PlanHash {
  private static final int DIGITS_OF_A_LINE = 16;

  private PlanHash() {}

  /** Returns the first digits of the hash of each line. */
  static List<String> ofLines(String text) {
    var hashes = new ArrayList<String>();
    for (var line : text.split("\n", -1)) {
      hashes.add(Sha256.of(line).substring(0, DIGITS_OF_A_LINE));
    }
    return hashes;
  }
}
