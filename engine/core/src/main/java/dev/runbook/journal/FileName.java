package dev.runbook.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes names of files of any text, different ones for different texts. */
final class FileName {
  private static final String PLAIN = "_-.,=[]";
  private static final int LONGEST = 120;
  private static final int HASH = 16;

  private FileName() {}

  /** Returns the text itself where it is a plain name; other bytes stand as {@code %2F}. */
  static String of(String text) {
    var name = new StringBuilder();
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      var plain = b == '.' ? name.length() > 0 : isPlain((char) (b & 0xff));
      if (plain) {
        name.append((char) b);
      } else {
        name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return name.length() <= LONGEST ? name.toString() : shortened(text, name);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  private static String shortened(String text, StringBuilder name) {
    var hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, HASH);
    return name.substring(0, LONGEST - HASH - 2) + "%-" + hash;
  }
}
