package dev.runbook.json;

/**
 * Halves of characters that have lost their other half. They stand in texts of the world, but UTF-8
 * has no form for them: encoding would change them silently, so they are written as escapes.
 */
final class LoneSurrogates {
  private LoneSurrogates() {}

  /** Returns JSON text in which they are escaped; they can only stand inside its strings. */
  static String escape(String json) {
    var first = find(json, 0);
    if (first == json.length()) {
      return json;
    }
    var escaped = new StringBuilder(json.length() + 16);
    var done = 0;
    for (var i = first; i < json.length(); i = find(json, done)) {
      escaped.append(json, done, i).append("\\u").append(Integer.toHexString(json.charAt(i)));
      done = i + 1;
    }
    return escaped.append(json, done, json.length()).toString();
  }

  private static int find(String text, int from) {
    for (var i = from; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!isPair(text, i)) {
          return i;
        }
        i++;
      }
    }
    return text.length();
  }

  private static boolean isPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
