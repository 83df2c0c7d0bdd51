package dev.runbook.expression;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A text that can be read only so often, so that a pattern which backtracks without end gives up.
 */
public final class BudgetedText implements CharSequence {
  private static final int READS = 1_000_000;

  private final CharSequence text;
  private final AtomicInteger left;

  private BudgetedText(CharSequence text, AtomicInteger left) {
    this.text = text;
    this.left = left;
  }

  /** The pattern read the text too often, or stands too deep in itself. */
  public static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpentException() {
      super("the pattern takes too long", null, false, false);
    }
  }

  /**
   * Returns whether a whole text has the form of a pattern.
   *
   * @throws PatternSyntaxException if the pattern is none
   * @throws SpentException if it takes too long to find out
   */
  public static boolean matches(String pattern, String text) {
    try {
      var budget = new AtomicInteger(READS + 100 * text.length());
      return Pattern.compile(pattern).matcher(new BudgetedText(text, budget)).matches();
    } catch (StackOverflowError e) {
      // The library goes one call deeper for each character that a group repeats over.
      throw new SpentException();
    }
  }

  @Override
  public char charAt(int index) {
    if (left.getAndDecrement() <= 0) {
      throw new SpentException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BudgetedText(text.subSequence(start, end), left);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
