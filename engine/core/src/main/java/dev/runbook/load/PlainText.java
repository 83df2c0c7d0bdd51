package dev.runbook.load;

import java.util.regex.Pattern;

/** What a text without quotes is by YAML's core schema (YAML 1.2.2 §10.3.2). */
final class PlainText {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");

  private PlainText() {}

  static boolean isNumber(String text) {
    return !text.isEmpty() && text.charAt(0) <= '9' && NUMBER.matcher(text).matches();
  }

  static boolean isBoolean(String text) {
    return BOOLEAN.matcher(text).matches();
  }

  static boolean isTrue(String text) {
    return text.equalsIgnoreCase("true");
  }
}
