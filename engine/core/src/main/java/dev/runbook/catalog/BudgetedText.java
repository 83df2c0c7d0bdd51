package dev.runbook.catalog;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A text that can be read only so often, so that a pattern which backtracks without end gives up.
 */
final class BudgetedText implements CharSequence {
  private static final int READS = 1_000_000;

  private final CharSequence text;
  private final AtomicInteger left;

  private BudgetedText(CharSequence text, AtomicInteger left) {
    this.text = text;
    this.left = left;
  }

  /** The pattern read the text too often. */
  static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpentException() {
      super("the pattern takes too long", null, false, false);
    }
  }

  static BudgetedText of(String text) {
    return new BudgetedText(text, new AtomicInteger(READS + 100 * text.length()));
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
