package dev.runbook.expression;

import dev.runbook.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The functions that work on texts. */
final class Texts {
  private static final String SHELL_SAFE = "_@%+=:,./-";

  private Texts() {}

  static String join(List<?> list, @Nullable String separator) throws NoValueException {
    var joined = new StringBuilder();
    var between = "";
    for (var item : list) {
      joined.append(between).append(Values.text(item));
      between = String.valueOf(separator);
      Weight.check(joined);
    }
    return joined.toString();
  }

  static List<String> split(String text, @Nullable String by) throws NoValueException {
    var separator = checkNotEmpty(String.valueOf(by));
    var parts = new ArrayList<String>();
    if (text.isEmpty()) {
      return List.of();
    }
    var from = 0;
    for (var at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return Collections.unmodifiableList(parts);
  }

  static String checkNotEmpty(String text) throws NoValueException {
    if (text.isEmpty()) {
      throw new NoValueException(1, "nothing can be found by an empty text", null);
    }
    return text;
  }

  static boolean matches(String text, @Nullable String pattern) throws NoValueException {
    try {
      return BudgetedText.matches(String.valueOf(pattern), text);
    } catch (PatternSyntaxException e) {
      throw noPattern(e);
    } catch (BudgetedText.SpentException e) {
      throw new NoValueException(
          1, "the pattern takes too long", "avoid repetitions of repetitions such as `(a+)+`");
    }
  }

  static void checkPattern(String pattern) throws NoValueException {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw noPattern(e);
    } catch (StackOverflowError e) {
      throw new NoValueException(1, "the pattern is too deep", null);
    }
  }

  private static NoValueException noPattern(PatternSyntaxException e) {
    var why = String.valueOf(e.getDescription());
    var reason = why.substring(0, 1).toLowerCase(Locale.ROOT) + why.substring(1);
    return new NoValueException(
        1, "this is no regular expression: " + reason, "a sign stands for itself behind `\\`");
  }

  static String replace(String text, @Nullable String old, @Nullable String by)
      throws NoValueException {
    var found = 0L;
    var searched = checkNotEmpty(String.valueOf(old));
    for (var at = text.indexOf(searched); at >= 0; ) {
      found++;
      at = text.indexOf(searched, at + searched.length());
    }
    var replacement = String.valueOf(by);
    Weight.check(text.length() + found * ((long) replacement.length() - searched.length()));
    return text.replace(searched, replacement);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** Quotes as POSIX 1003.1 §2.2.2 has it, where that is needed. */
  static String quote(String text) throws NoValueException {
    if (text.indexOf('\0') >= 0) {
      throw new NoValueException(0, "a shell cannot be given the character 0", null);
    }
    return !text.isEmpty() && text.chars().allMatch(Texts::isSafe)
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }

  private static boolean isSafe(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || SHELL_SAFE.indexOf(c) >= 0;
  }

  static String json(@Nullable Object value) throws NoValueException {
    Weight.check(value);
    return Json.write(value);
  }
}
