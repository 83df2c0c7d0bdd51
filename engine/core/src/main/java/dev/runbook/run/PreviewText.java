package dev.runbook.run;

/** Shows what a run would do to people: plain text, one verb a line. */
public final class PreviewText {
  private PreviewText() {}

  /**
   * Returns the lines, each ended by a newline.
   *
   * @param width of the terminal, in characters
   */
  public static String of(PreviewResult preview, int width) {
    throw new UnsupportedOperationException(preview + " " + width);
  }
}
