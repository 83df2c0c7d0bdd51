package dev.runbook.diagnostic;

import java.util.Collection;
import java.util.List;

/** Counts and lists as messages say them. */
public final class Words {
  private static final int LONGEST = 60;

  private Words() {}

  /** Returns a name in backticks, on one line and cut if it is long. */
  public static String name(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ");
    if (line.codePointCount(0, line.length()) > LONGEST) {
      line = line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "...";
    }
    return "`" + line + "`";
  }

  /** Returns "1 step", "2 steps". */
  public static String count(long number, String noun) {
    return number + " " + (number == 1 ? noun : noun.endsWith("s") ? noun + "es" : noun + "s");
  }

  /** Returns "`a`, `b` or `c`". */
  public static String or(Collection<String> names) {
    return list(names, "or");
  }

  /** Returns "`a`, `b` and `c`". */
  public static String and(Collection<String> names) {
    return list(names, "and");
  }

  private static String list(Collection<String> names, String last) {
    List<String> quoted = names.stream().map(name -> "`" + name + "`").toList();
    if (quoted.size() < 2) {
      return String.join("", quoted);
    }
    var front = String.join(", ", quoted.subList(0, quoted.size() - 1));
    return front + " " + last + " " + quoted.get(quoted.size() - 1);
  }
}
