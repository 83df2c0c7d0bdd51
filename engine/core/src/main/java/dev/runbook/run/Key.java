package dev.runbook.run;

/**
 * What a step is called within one run: the chain of all that can repeat around it, then its id,
 * such as {@code push}, {@code images[15,arm]}, {@code deploy[backend]/play} or {@code
 * check@2/results}.
 *
 * <p>Plain groups are not in it, so that a step may move into one. The first pass and the first
 * attempt are not written.
 *
 * @param text unique within a run
 */
record Key(String text) {

  /** What stands around a step: empty, or ends with a slash. */
  record Prefix(String text) {
    static final Prefix TOP = new Prefix("");

    Key step(String id) {
      return new Key(text + id);
    }
  }

  Key iteration(String key) {
    return new Key(text + "[" + key + "]");
  }

  /** Returns what stands around the steps of this group in a pass of its {@code until}, from 1. */
  Key pass(int pass) {
    return pass <= 1 ? this : new Key(text + "@" + pass);
  }

  /** Returns what stands around the steps of this call in an attempt, from 1. */
  Key attempt(int attempt) {
    return attempt <= 1 ? this : new Key(text + "#" + attempt);
  }

  /** Returns what a round that was ended is called, once another has begun. */
  Key round(int round) {
    return new Key(text + "~" + round);
  }

  boolean isEarlierRound() {
    return text.indexOf('~') >= 0;
  }

  Prefix inside() {
    return new Prefix(text + "/");
  }

  /** Returns whether this step is, or stands inside, the one with that key. */
  boolean isIn(String root) {
    return text.startsWith(root)
        && (text.length() == root.length() || "/[@#~".indexOf(text.charAt(root.length())) >= 0);
  }

  @Override
  public String toString() {
    return text;
  }
}
