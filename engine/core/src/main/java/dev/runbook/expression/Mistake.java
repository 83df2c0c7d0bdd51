package dev.runbook.expression;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.expression.Node.Place;
import dev.runbook.text.Excerpt;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong in an expression, and where: the same words whether it is found by checking or by
 * evaluating.
 */
record Mistake(Place place, String message, @Nullable String hint) {
  private static final String NEEDS_BOOLEAN = " wants a boolean, not ";

  /** Returns why an operator gives no value; the operator itself is marked. */
  static Mistake of(Node.Binary binary, NoValueException why) {
    var isOpen = why.hint() == null || binary.operator().isMembership();
    var hint = isOpen && binary.operator().isComparing() ? literalHint(binary) : null;
    return new Mistake(binary.sign(), why.reason(), hint == null ? why.hint() : hint);
  }

  /** Where one side is written out, says how to write it in the type of the other. */
  private static @Nullable String literalHint(Node.Binary binary) {
    var left = written(binary.left());
    var right = written(binary.right());
    if (left == null && right == null) {
      return null;
    }
    var value = right == null ? left : right;
    if (value instanceof BigDecimal number) {
      return "a text needs quotes: '" + number.toPlainString() + "'";
    }
    return value instanceof String text && text.matches("-?\\d+(\\.\\d+)?|true|false|null")
        ? "for a value that is no text, write " + text + " without quotes"
        : null;
  }

  private static @Nullable Object written(Node node) {
    return node instanceof Node.Literal literal ? literal.value() : null;
  }

  /** Returns why a function gives no value; the wrong argument is marked, or its name. */
  static Mistake of(Node.Call call, NoValueException why) {
    var argument = why.argument();
    var place =
        argument >= 0 && argument < call.arguments().size()
            ? call.arguments().get(argument).place()
            : call.named();
    return new Mistake(place, why.reason(), why.hint());
  }

  static Mistake unknownFunction(Node.Call call) {
    return new Mistake(
        call.named(), "no function `" + call.name() + "`", Functions.instead(call.name()));
  }

  static Mistake noCondition(Node condition, Kind kind) {
    return new Mistake(
        condition.place(),
        "a condition must be a boolean, not " + kind.phrase(),
        booleanHint(kind));
  }

  static Mistake noBoolean(Node operand, String operator, Kind kind) {
    return new Mistake(
        operand.place(), "`" + operator + "`" + NEEDS_BOOLEAN + kind.phrase(), booleanHint(kind));
  }

  private static @Nullable String booleanHint(Kind kind) {
    return switch (kind) {
      case TEXT -> "compare it: `x != ''`";
      case NUMBER -> "compare it: `x != 0`";
      case LIST, MAP -> "compare its length: `len(x) > 0`";
      case NULL -> "`default(x, false)` is false where x is null";
      default -> null;
    };
  }

  static Mistake noNumber(Node.Negation negation, Kind kind) {
    return new Mistake(negation.place(), "`-` wants a number, not " + kind.phrase(), null);
  }

  /** Returns that a value has no part of that name. */
  static Mistake noParts(Place place, Kind kind) {
    var hint =
        switch (kind) {
          case LIST -> "`[0]` is its first element; `pluck(list, 'name')` one part of each";
          case CUT -> "the text was too long to be kept whole";
          default -> null;
        };
    return new Mistake(place, kind.phrase() + " has no parts with names", hint);
  }

  /** Returns that a value cannot be asked for that element. */
  static Mistake noElement(Node.Index index, Kind target, Kind key) {
    var hint =
        target == Kind.MAP && key == Kind.NUMBER
            ? "a key is text: ['15'], or [join([x], '')] for a number x"
            : null;
    var message =
        target == Kind.LIST
            ? "an element of a list is found by a number, not by " + key.phrase()
            : target == Kind.MAP
                ? "a key of a map is text, not " + key.phrase()
                : target.phrase() + " has no elements";
    var isKey = target == Kind.LIST || target == Kind.MAP;
    return new Mistake(isKey ? index.key().place() : index.place(), message, hint);
  }

  static Mistake noValue(Place place, String name) {
    return new Mistake(
        place, "`" + name + "` is not a value", "name a part of it: `" + name + ".NAME`");
  }

  Diagnostic at(Excerpt excerpt) {
    return Diagnostic.error(excerpt.span(place.from(), place.to()), message, hint);
  }

  EvaluationException thrown(Excerpt excerpt) {
    return new EvaluationException(excerpt.span(place.from(), place.to()), message, hint);
  }
}
