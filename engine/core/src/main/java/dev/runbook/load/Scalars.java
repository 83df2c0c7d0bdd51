package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Expression;
import dev.runbook.expression.Template;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as their keys ask for them. What does not fit is reported and null; what holds a
 * template is checked when it is known.
 */
final class Scalars {
  private static final Pattern WHOLE_TEMPLATE = Pattern.compile("\\s*\\$\\{([^{}]*)}\\s*");
  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final String NOT_BOOLEAN = "expected `true` or `false`";

  private final Problems problems;

  Scalars(Problems problems) {
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  /** Returns any value, with its templates parsed. */
  Value value(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar(scalar);
    }
    if (node instanceof Node.Items list) {
      return new Value.Items(list.items().stream().map(this::value).toList(), list.span());
    }
    return entries((Node.Entries) node);
  }

  Value value(Node.Entry entry) {
    return value(entry.value());
  }

  Value.Entries entries(Node.Entries map) {
    var entries =
        map.entries().stream().map(entry -> new Value.Entry(entry.key(), value(entry))).toList();
    return new Value.Entries(entries, map.span());
  }

  private Value.Scalar scalar(Node.Scalar scalar) {
    return new Value.Scalar(Template.parse(scalar.excerpt(), problems), scalar.plain());
  }

  /** Reports that something else was expected. */
  void expected(String what, Node found, @Nullable String hint) {
    problems.error(found.span(), "expected " + what + ", found " + found.found(), hint);
  }

  /** Returns the arguments of an action or call. */
  Value.@Nullable Entries arguments(Node.Entry entry) {
    if (entry.value() instanceof Node.Entries map) {
      return entries(map);
    }
    expected("a map of arguments", entry.value(), "write `with: { NAME: VALUE }`");
    return null;
  }

  /** Returns text, which may hold templates. */
  @Nullable Value text(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Scalar scalar)) {
      expected("text", entry.value(), null);
      return null;
    }
    if (scalar.text().isBlank()) {
      problems.error(scalar.span(), Words.name(entry.key().text()) + " is empty");
      return null;
    }
    return scalar(scalar);
  }

  /** Returns text as it stands there. */
  @Nullable String plainText(Node.Entry entry) {
    if (entry.value() instanceof Node.Scalar scalar) {
      return scalar.text();
    }
    expected("text", entry.value(), null);
    return null;
  }

  @Nullable Word word(Node.Entry entry) {
    return word(entry.value(), "text");
  }

  /** Returns text that must be known before anything runs. */
  @Nullable Word word(Node node, String what) {
    if (!(node instanceof Node.Scalar scalar) || scalar.isNull()) {
      expected(what, node, null);
      return null;
    }
    if (scalar.text().isBlank()) {
      problems.error(scalar.span(), "expected " + what + ", found an empty text");
      return null;
    }
    if (hasTemplate(scalar)) {
      var at = scalar.text().indexOf("${");
      problems.error(
          scalar.excerpt().span(at, at + 2),
          "no `${...}` can stand here",
          "write it out: it is read before anything is evaluated");
      return null;
    }
    return new Word(scalar.text(), scalar.span());
  }

  /** Returns a condition. */
  @Nullable Expression expression(Node.Entry entry) {
    var key = entry.key().text();
    if (!(entry.value() instanceof Node.Scalar scalar)) {
      var hint = "write a condition, such as `" + key + ": steps.build.status == 'succeeded'`";
      expected("an expression", entry.value(), hint);
      return null;
    }
    var at = scalar.text().indexOf("${");
    if (at < 0) {
      return Expression.parse(scalar.excerpt(), problems).orElse(null);
    }
    var whole = WHOLE_TEMPLATE.matcher(scalar.text());
    problems.error(
        scalar.excerpt().span(at, at + 2),
        Words.name(key) + " is an expression already",
        whole.matches()
            ? "write " + Words.name(key + ": " + whole.group(1).strip())
            : "write it without `${ }`; a name stands in it as it is, a text in quotes");
    return null;
  }

  @Nullable Value duration(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Scalar scalar)) {
      expected("a duration", entry.value(), "write it such as `30s`, `15m` or `1h30m`");
      return null;
    }
    if (!hasTemplate(scalar) && !Durations.isPositive(scalar.text())) {
      problems.error(
          scalar.span(),
          Words.name(scalar.text()) + " is not a duration",
          Durations.hint(scalar.text()));
      return null;
    }
    return scalar(scalar);
  }

  /** Returns a whole number of at least 1. */
  @Nullable Value count(Node.Entry entry) {
    return number(entry, "a whole number of at least 1", true);
  }

  /** Returns a number of at least 1. */
  @Nullable Value factor(Node.Entry entry) {
    return number(entry, "a number of at least 1", false);
  }

  private @Nullable Value number(Node.Entry entry, String what, boolean whole) {
    if (!(entry.value() instanceof Node.Scalar scalar)) {
      expected(what, entry.value(), null);
      return null;
    }
    if (hasTemplate(scalar)) {
      return scalar(scalar);
    }
    if (!isNumber(scalar.text())) {
      expected(what, scalar, null);
      return null;
    }
    var number = new BigDecimal(scalar.text());
    var fits = number.compareTo(BigDecimal.ONE) >= 0 && number.compareTo(MOST) <= 0;
    if (!fits || (whole && number.stripTrailingZeros().scale() > 0)) {
      problems.error(scalar.span(), "expected " + what + ", found " + Words.name(scalar.text()));
      return null;
    }
    if (!scalar.plain()) {
      problems.error(
          scalar.span(),
          "expected " + what + ", found text",
          "write it without quotes: " + Words.name(scalar.text()));
      return null;
    }
    return scalar(scalar);
  }

  private static boolean isNumber(String text) {
    return text.length() <= 20 && text.matches("-?\\d+(\\.\\d+)?");
  }

  /** Returns whether it says {@code true}. */
  boolean flag(Node.@Nullable Entry entry) {
    return flag(entry, false);
  }

  boolean flag(Node.@Nullable Entry entry, boolean otherwise) {
    if (entry == null) {
      return otherwise;
    }
    if (entry.value() instanceof Node.Scalar scalar && PlainText.isBoolean(scalar.text())) {
      if (!scalar.plain()) {
        problems.error(
            scalar.span(),
            NOT_BOOLEAN + ", found text",
            "write it without quotes: " + Words.name(scalar.text()));
      }
      return PlainText.isTrue(scalar.text());
    }
    var hint = entry.value() instanceof Node.Scalar scalar ? booleanHint(scalar.text()) : null;
    problems.error(entry.value().span(), NOT_BOOLEAN + ", found " + entry.value().found(), hint);
    return otherwise;
  }

  private static @Nullable String booleanHint(String text) {
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "yes", "on", "y" -> "write `true`";
      case "no", "off", "n" -> "write `false`";
      default -> text.contains("${") ? "write it out: it is read before anything runs" : null;
    };
  }

  /** Returns which of the words it is. */
  @Nullable String choice(Node.Entry entry, Collection<String> words) {
    var word = word(entry.value(), Words.or(words));
    if (word == null || words.contains(word.text())) {
      return word == null ? null : word.text();
    }
    problems.error(
        word.span(),
        "expected " + Words.or(words) + ", found " + Words.name(word.text()),
        Spelling.didYouMean(word.text(), words).orElse(null));
    return null;
  }

  /** Returns whether the text waits for values: it holds an unescaped <code>${</code>. */
  static boolean hasTemplate(Node.Scalar scalar) {
    return scalar.text().contains("${");
  }
}
