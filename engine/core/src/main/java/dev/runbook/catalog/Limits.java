package dev.runbook.catalog;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.BudgetedText;
import dev.runbook.expression.Values;
import dev.runbook.model.Declaration;
import dev.runbook.model.Value;
import dev.runbook.text.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The choices, the pattern and the bounds of a declaration. For a list they hold for each item.
 *
 * @param form of what they hold for
 */
record Limits(Declaration declaration, Form form) {
  static Limits of(Declaration declaration) {
    var whole = DeclaredForms.of(declaration.shape());
    return new Limits(declaration, whole instanceof ListForm list ? list.item() : whole);
  }

  /** Reports choices that are not of the type; the loader has read the other limits. */
  void check(Problems problems) {
    declaration.choices().forEach(choice -> limit(choice, problems));
  }

  /** Reports what in the value is beyond the limits. */
  void check(@Nullable Object value, Span span, Problems problems) {
    List<?> all = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    for (var one : all) {
      if (!isWithin(one, span, problems)) {
        return; // one message is enough for a list
      }
    }
  }

  private boolean isWithin(Object one, Span span, Problems problems) {
    var choices = declaration.choices().stream().map(c -> limit(c, new Problems())).toList();
    if (!choices.isEmpty()
        && choices.stream().noneMatch(c -> c.isPresent() && same(c.get(), one))) {
      var names = choices.stream().flatMap(Optional::stream).map(Values::text).toList();
      var hint = one instanceof String text ? Spelling.didYouMean(text, names) : null;
      var message = subject() + " must be " + Words.or(names);
      problems.error(span, message, hint == null ? null : hint.orElse(null));
      return false;
    }
    var pattern = declaration.pattern();
    if (pattern != null && one instanceof String text && !matches(pattern.text(), text)) {
      problems.error(span, subject() + " must match `" + pattern.text() + "`", null);
      return false;
    }
    return isWithin(declaration.min(), 1, "at least", one, span, problems)
        && isWithin(declaration.max(), -1, "at most", one, span, problems);
  }

  private boolean isWithin(
      @Nullable Value bound, int sign, String words, Object one, Span span, Problems problems) {
    var limit = bound == null ? Optional.empty() : limit(bound, new Problems());
    if (limit.isEmpty() || compare(one, limit.get()) * sign >= 0) {
      return true;
    }
    var message = subject() + " must be " + words + " " + Values.text(limit.get());
    problems.error(span, message, null);
    return false;
  }

  private String subject() {
    var name = "`" + declaration.name() + "`";
    return declaration.shape().kind() == Declaration.Kind.LIST ? "each item of " + name : name;
  }

  private Optional<Object> limit(Value value, Problems problems) {
    var reading = Reading.of(problems);
    var subject = new Subject("", declaration.name().text());
    return Evaluation.constant(value, problems).map(given -> reading.read(form, given, subject));
  }

  private static boolean matches(String pattern, String text) {
    try {
      return BudgetedText.matches(pattern, text);
    } catch (PatternSyntaxException e) {
      return true; // reported where it is declared
    } catch (BudgetedText.SpentException e) {
      return false;
    }
  }

  private static boolean same(Object a, Object b) {
    return a.equals(b) || (a instanceof BigDecimal && compare(a, b) == 0);
  }

  private static int compare(Object a, Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y);
    }
    if (a instanceof Duration x && b instanceof Duration y) {
      return x.compareTo(y);
    }
    return a instanceof Instant x && b instanceof Instant y ? x.compareTo(y) : 0;
  }
}
