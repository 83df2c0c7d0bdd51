package dev.runbook.expression;

import static dev.runbook.expression.Kind.DURATION;
import static dev.runbook.expression.Kind.INSTANT;
import static dev.runbook.expression.Kind.LIST;
import static dev.runbook.expression.Kind.MAP;
import static dev.runbook.expression.Kind.NULL;
import static dev.runbook.expression.Kind.NUMBER;
import static dev.runbook.expression.Kind.TEXT;
import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands between two operands, which are both evaluated; {@code and} and {@code or} do not.
 */
enum Operator {
  EQUAL("=="),
  UNEQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  MORE(">"),
  MORE_OR_EQUAL(">="),
  IN("in"),
  NOT_IN("not in"),
  PLUS("+"),
  MINUS("-"),
  TIMES("*"),
  DIVIDED("/"),
  REMAINDER("%");

  private static final Set<Operator> EQUALITY = EnumSet.of(EQUAL, UNEQUAL);
  private static final Set<Operator> ORDER = EnumSet.of(LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL);
  private static final Set<Operator> MEMBERSHIP = EnumSet.of(IN, NOT_IN);

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  static @Nullable Operator comparing(String sign) {
    return switch (sign) {
      case "==" -> EQUAL;
      case "!=" -> UNEQUAL;
      case "<" -> LESS;
      case "<=" -> LESS_OR_EQUAL;
      case ">" -> MORE;
      case ">=" -> MORE_OR_EQUAL;
      case "in" -> IN;
      default -> null;
    };
  }

  static Operator computing(String sign) {
    return switch (sign) {
      case "+" -> PLUS;
      case "-" -> MINUS;
      case "*" -> TIMES;
      case "/" -> DIVIDED;
      default -> REMAINDER;
    };
  }

  /** Returns whether it gives a boolean. */
  boolean isComparing() {
    return EQUALITY.contains(this) || ORDER.contains(this) || MEMBERSHIP.contains(this);
  }

  boolean isEquality() {
    return EQUALITY.contains(this);
  }

  String sign() {
    return sign;
  }

  Object apply(@Nullable Object left, @Nullable Object right) throws NoValueException {
    var a = Kind.of(left);
    var b = Kind.of(right);
    if (!fits(a, b)) {
      throw unfit(a, b);
    }
    return switch (this) {
      case EQUAL -> Comparing.equal(left, right);
      case UNEQUAL -> !Comparing.equal(left, right);
      case IN -> Comparing.contains(requireNonNull(right), left);
      case NOT_IN -> !Comparing.contains(requireNonNull(right), left);
      default -> compute(requireNonNull(left), requireNonNull(right));
    };
  }

  private Object compute(Object left, Object right) throws NoValueException {
    return switch (this) {
      case LESS -> Comparing.compare(left, right) < 0;
      case LESS_OR_EQUAL -> Comparing.compare(left, right) <= 0;
      case MORE -> Comparing.compare(left, right) > 0;
      case MORE_OR_EQUAL -> Comparing.compare(left, right) >= 0;
      case PLUS -> Arithmetic.plus(left, right);
      case MINUS -> Arithmetic.minus(left, right);
      case TIMES -> Arithmetic.times(left, right);
      case DIVIDED -> Arithmetic.divided(left, right);
      default -> Arithmetic.remainder(left, right);
    };
  }

  /**
   * Returns what the value is; null if the kinds of the operands leave that open.
   *
   * @param left null if not known yet
   * @param right null if not known yet
   * @throws NoValueException if no two values of these kinds fit together
   */
  @Nullable Kind check(@Nullable Kind left, @Nullable Kind right) throws NoValueException {
    var results = EnumSet.noneOf(Kind.class);
    for (var a : Kind.values()) {
      for (var b : Kind.values()) {
        if ((left == null || left == a) && (right == null || right == b) && fits(a, b)) {
          results.add(result(a, b));
        }
      }
    }
    if (results.isEmpty()) {
      throw unfit(left, right);
    }
    return results.size() == 1 ? results.iterator().next() : null;
  }

  private boolean fits(Kind left, Kind right) {
    if (left == Kind.CUT || right == Kind.CUT) {
      return false;
    }
    if (EQUALITY.contains(this)) {
      return left == right || left == NULL || right == NULL;
    }
    if (MEMBERSHIP.contains(this)) {
      return right == LIST || ((right == TEXT || right == MAP) && left == TEXT);
    }
    if (ORDER.contains(this)) {
      return left == right && List.of(NUMBER, TEXT, DURATION, INSTANT).contains(left);
    }
    return (left == NUMBER && right == NUMBER) || computes(left, right);
  }

  /** Returns whether it computes with these, of which one is no number. */
  private boolean computes(Kind left, Kind right) {
    return switch (this) {
      case PLUS ->
          (left == right && (left == TEXT || left == LIST || left == DURATION))
              || (left == INSTANT && right == DURATION)
              || (left == DURATION && right == INSTANT);
      case MINUS ->
          (left == right && (left == DURATION || left == INSTANT))
              || (left == INSTANT && right == DURATION);
      case TIMES -> (left == DURATION && right == NUMBER) || (left == NUMBER && right == DURATION);
      case DIVIDED -> left == DURATION && right == NUMBER;
      default -> false;
    };
  }

  private Kind result(Kind left, Kind right) {
    if (isComparing()) {
      return Kind.BOOLEAN;
    }
    if (left == right) {
      return this == MINUS && left == INSTANT ? DURATION : left;
    }
    return left == INSTANT || right == INSTANT ? INSTANT : DURATION;
  }

  private NoValueException unfit(@Nullable Kind left, @Nullable Kind right) {
    var message =
        left == null || right == null
            ? "`" + sign + "` does not take " + phrase(left == null ? right : left)
            : MEMBERSHIP.contains(this)
                ? "`" + sign + "` cannot look for " + phrase(left) + " in " + phrase(right)
                : isComparing()
                    ? "`" + sign + "` cannot compare " + phrase(left) + " with " + phrase(right)
                    : "`" + sign + "` cannot take " + phrase(left) + " and " + phrase(right);
    return new NoValueException(message, hint(left, right));
  }

  private static String phrase(@Nullable Kind kind) {
    return kind == null ? "this" : kind.phrase();
  }

  private @Nullable String hint(@Nullable Kind left, @Nullable Kind right) {
    if (left == Kind.CUT || right == Kind.CUT) {
      return "the text was too long to be kept whole";
    }
    if (left == NULL || right == NULL) {
      return isComparing()
          ? "null compares by `==` and `!=` only; `default(x, y)` is y where x is null"
          : "`default(x, y)` is y where x is null";
    }
    if (MEMBERSHIP.contains(this)) {
      return "it looks in a list, for a text in a text, or for a key in a map";
    }
    if (this == PLUS && (left == TEXT || right == TEXT)) {
      return "`join([a, b], '')` makes one text of both";
    }
    return null;
  }
}
