package dev.runbook.git;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Orders names with numbers in them as people count: {@code v1.9} before {@code v1.10}, {@code
 * v1.0-rc2} before {@code v1.0}.
 */
final class NumberOrder implements Comparator<String> {
  private static final Pattern PARTS = Pattern.compile("\\d+|\\D+");
  private static final Pattern EARLY =
      Pattern.compile("[-.~_]?(rc|alpha|beta|pre)\\b?.*|~.*", Pattern.CASE_INSENSITIVE);

  @Override
  public int compare(String a, String b) {
    var ofA = PARTS.matcher(a);
    var ofB = PARTS.matcher(b);
    while (true) {
      var hasA = ofA.find();
      var hasB = ofB.find();
      if (!hasA || !hasB) {
        return hasA ? rest(a.substring(ofA.start())) : hasB ? -rest(b.substring(ofB.start())) : 0;
      }
      var order =
          part(ofA.group(), ofB.group(), a.substring(ofA.start()), b.substring(ofB.start()));
      if (order != 0) {
        return order;
      }
    }
  }

  private static int part(String a, String b, String restA, String restB) {
    if (isNumber(a) && isNumber(b)) {
      return new BigInteger(a).compareTo(new BigInteger(b));
    }
    if (isEarly(restA) != isEarly(restB)) {
      return isEarly(restA) ? -1 : 1;
    }
    return a.compareTo(b);
  }

  /** What goes on is later, unless it says that it comes before. */
  private static int rest(String rest) {
    return isEarly(rest) ? -1 : 1;
  }

  private static boolean isEarly(String rest) {
    return EARLY.matcher(rest).matches();
  }

  private static boolean isNumber(String part) {
    return Character.isDigit(part.charAt(0));
  }
}
