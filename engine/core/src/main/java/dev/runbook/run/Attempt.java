package dev.runbook.run;

/**
 * One try of a step's own work.
 *
 * @param pass of the step's {@code until}, from 1
 * @param number of the step's {@code retry} within the pass, from 1
 * @param sole whether its answer is the step's end: nothing looks at it or repeats it
 */
record Attempt(Key key, int pass, int number, boolean sole) {

  /** Returns the one with a tag. */
  static Attempt of(Key key, String tag) {
    var dot = tag.indexOf('.');
    var pass = Integer.parseInt(tag.substring(0, dot));
    return new Attempt(key, pass, Integer.parseInt(tag.substring(dot + 1)), true);
  }

  /** Returns what tells it from the other attempts of the step. */
  String tag() {
    return pass + "." + number;
  }
}
