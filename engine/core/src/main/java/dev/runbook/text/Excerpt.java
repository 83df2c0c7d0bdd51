package dev.runbook.text;

/**
 * A text taken from a source, in which each character knows its place though escapes, folded lines
 * or indentation may stand between them there.
 */
public final class Excerpt {
  private final String text;
  private final Span span;
  private final int[] places;

  private Excerpt(String text, Span span, int[] places) {
    this.text = text;
    this.span = span;
    this.places = places;
  }

  /**
   * Returns an excerpt whose characters stand side by side in the source, from the span's start.
   */
  public static Excerpt straight(String text, Span span) {
    return new Excerpt(text, span, new int[0]);
  }

  /**
   * Returns an excerpt whose characters stand anywhere in the source.
   *
   * @param span the whole stretch, with quotes
   * @param places for each character of the text its index in the source
   */
  public static Excerpt mapped(String text, Span span, int[] places) {
    if (places.length != text.length()) {
      throw new IllegalArgumentException("one place a character");
    }
    return new Excerpt(text, span, places.clone());
  }

  public String text() {
    return text;
  }

  /** Returns the whole stretch, with quotes where the source has them. */
  public Span span() {
    return span;
  }

  /**
   * Returns where a stretch of the text stands.
   *
   * @param from index of the first character in {@link #text()}
   * @param to index after the last character
   */
  public Span span(int from, int to) {
    var first = place(from);
    var last = to > from ? place(to - 1) : first;
    return span.source().span(first, Math.max(first, last) + 1);
  }

  private int place(int index) {
    if (places.length == 0) {
      return span.start() + index;
    }
    return index < places.length ? places[index] : places[places.length - 1] + 1;
  }

  @Override
  public String toString() {
    return text;
  }
}
