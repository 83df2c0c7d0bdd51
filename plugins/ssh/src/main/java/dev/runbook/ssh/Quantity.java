package dev.runbook.ssh;

/** How many of some hosts: a number, or a percentage. */
final class Quantity {
  private Quantity() {}

  /**
   * Returns how many of {@code all} a text such as {@code 5} or {@code 25%} means; percentages are
   * rounded down.
   *
   * @throws Unfit if it is neither
   */
  static int of(String text, int all) throws Unfit {
    var plain = text.strip();
    var isShare = plain.endsWith("%");
    try {
      var number =
          Integer.parseInt(isShare ? plain.substring(0, plain.length() - 1).strip() : plain);
      if (number >= 0 && (!isShare || number <= 100)) {
        return isShare ? (int) ((long) number * all / 100) : number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Unfit("`" + text + "` is not a number of hosts: write 5 or 25%");
  }
}
