package dev.runbook.secret;

/**
 * Where a long word goes on in the next line, as base64 and hex do: after a newline, or one that is
 * written {@code \n} in a JSON text, and indentation.
 */
final class Wrapping {
  /** From how many characters on a word is long: ordinary lines seldom end in one. */
  static final int LONG_WORD = 48;

  /** The text ends before that is known. */
  static final int OPEN = -1;

  /** It does not go on. */
  static final int NONE = -2;

  private static final int DEEPEST = 64;

  private Wrapping() {}

  /** Returns where the word goes on that ends before a place. */
  static int next(byte[] text, int at, int end) {
    if (!isBreak(text[at]) || !isAfterLongWord(text, at)) {
      return NONE;
    }
    var next = at;
    while (next < end && isBreak(text[next])) {
      if (text[next] != '\\') {
        next++;
      } else if (next + 1 == end) {
        return OPEN;
      } else if (text[next + 1] == 'n' || text[next + 1] == 'r') {
        next += 2;
      } else {
        return NONE;
      }
    }
    while (next < end && (text[next] == ' ' || text[next] == '\t')) {
      next++;
    }
    return next - at > DEEPEST ? NONE : next == end ? OPEN : next;
  }

  private static boolean isBreak(byte one) {
    return one == '\n' || one == '\r' || one == '\\';
  }

  private static boolean isAfterLongWord(byte[] text, int at) {
    var begin = at - LONG_WORD;
    if (begin < 0) {
      return false;
    }
    for (var i = at - 1; i >= begin; i--) {
      if (!isEncoded(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEncoded(byte c) {
    return (c > 0 && Character.isLetterOrDigit(c)) || c == '+' || c == '/' || c == '-' || c == '_';
  }
}
