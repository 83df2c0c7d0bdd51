package dev.runbook.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** By what a saved plan knows texts again: SHA-256 in hexadecimal digits. */
final class PlanHash {
  private static final int DIGITS_OF_A_LINE = 16;

  private PlanHash() {}

  static String of(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the first digits of the hash of each line. */
  static List<String> ofLines(String text) {
    var hashes = new ArrayList<String>();
    for (var line : text.split("\n", -1)) {
      hashes.add(of(line).substring(0, DIGITS_OF_A_LINE));
    }
    return hashes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
