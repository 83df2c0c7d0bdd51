package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Word;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the names that expressions use. */
final class Identifiers {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern VARIABLE = NAME;
  private static final Set<String> TAKEN =
      Set.of(
          "inputs",
          "vars",
          "secrets",
          "connections",
          "steps",
          "output",
          "error",
          "event",
          "run",
          "true",
          "false",
          "null",
          "and",
          "or",
          "not",
          "in");

  private Identifiers() {}

  /** Reports a step's id that is none. */
  static boolean isId(Word word, Problems problems) {
    return check(word, ID, "an id", "lower-case letters, digits and `_`", problems);
  }

  /** Reports a name of an input, variable or output that no expression could use. */
  static boolean isName(Word word, Problems problems) {
    return check(word, NAME, "a name", "letters, digits and `_`", problems);
  }

  /** Reports what cannot be the name of an environment variable. */
  static boolean isVariable(Word word, Problems problems) {
    return check(word, VARIABLE, "a variable's name", "letters, digits and `_`", problems);
  }

  /** Reports what cannot replace the name {@code item}. */
  static boolean isFree(Word word, Problems problems) {
    if (!isName(word, problems)) {
      return false;
    }
    if (TAKEN.contains(word.text())) {
      problems.error(
          word.span(),
          Words.name(word.text()) + " has a meaning of its own",
          "choose another name, such as `one`");
      return false;
    }
    return true;
  }

  private static boolean check(
      Word word, Pattern pattern, String what, String characters, Problems problems) {
    if (pattern.matcher(word.text()).matches()) {
      return true;
    }
    var better = word.text().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
    better = pattern == ID ? better.toLowerCase(Locale.ROOT) : better;
    var hint =
        pattern.matcher(better).matches()
            ? "write " + Words.name(better)
            : "it begins with a letter and has " + characters;
    problems.error(word.span(), Words.name(word.text()) + " is not " + what, hint);
    return false;
  }
}
