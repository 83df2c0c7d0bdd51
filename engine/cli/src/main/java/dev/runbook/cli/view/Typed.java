package dev.runbook.cli.view;

import java.util.regex.Pattern;

/**
 * Command lines for the operator to type next.
 *
 * @param suffix the options that this call was given and the next one needs as well, such as {@code
 *     --state DIR}; empty or beginning with a blank
 */
public record Typed(String suffix) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Returns the command line of those words. */
  public String command(String words) {
    return "runbook " + words + suffix;
  }

  /** Returns a word so that a shell takes it as it is. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
