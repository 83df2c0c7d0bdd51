package dev.runbook.expression;

import dev.runbook.diagnostic.Problems;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text that may hold <code>${...}</code>. One that is just one <code>${...}</code> keeps the
 * value's type; <code>$${</code> is the text <code>${</code>. Immutable, safe for several threads.
 */
public final class Template {
  private final Excerpt excerpt;
  private final List<Part> parts;
  private final boolean isBroken;

  private Template(Excerpt excerpt, List<Part> parts, boolean isBroken) {
    this.excerpt = excerpt;
    this.parts = List.copyOf(parts);
    this.isBroken = isBroken;
  }

  private sealed interface Part {
    record Text(String text) implements Part {}

    record Value(Expression expression) implements Part {}
  }

  /**
   * Parses a template. Errors are reported; the template returned then is neither a constant nor an
   * expression, and stands for any value.
   */
  public static Template parse(Excerpt excerpt, Problems problems) {
    var text = excerpt.text();
    if (text.indexOf("${") < 0) {
      return new Template(excerpt, List.of(new Part.Text(text)), false);
    }
    var reader = new Reader(excerpt, problems);
    var isWhole = reader.read();
    return new Template(excerpt, reader.parts, !isWhole);
  }

  /** Reads a text that holds <code>${</code>. */
  private static final class Reader {
    final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private final Excerpt excerpt;
    private final Problems problems;

    Reader(Excerpt excerpt, Problems problems) {
      this.excerpt = excerpt;
      this.problems = problems;
    }

    /** Returns whether all of it could be read. */
    boolean read() {
      var text = excerpt.text();
      var isWhole = true;
      for (var at = 0; at >= 0 && at < text.length(); ) {
        if (text.startsWith("$${", at)) {
          literal.append("${");
          at += 3;
        } else if (text.startsWith("${", at)) {
          var end = value(at);
          isWhole &= end > 0;
          at = end > 0 ? end : text.indexOf("${", at + 2);
        } else {
          literal.append(text.charAt(at++));
        }
      }
      addText();
      return isWhole;
    }

    private void addText() {
      if (literal.length() > 0) {
        parts.add(new Part.Text(literal.toString()));
        literal.setLength(0);
      }
    }

    /** Returns the index after it; -1 if it is reported. */
    private int value(int start) {
      try {
        var tokens = Lexer.upToBrace(excerpt.text(), start + 2);
        var end = tokens.get(tokens.size() - 1).place().from();
        if (end >= excerpt.text().length()) {
          throw new RefusedException(
              new Node.Place(start, start + 2),
              "`${` without its `}`",
              "close it; the text `${` is written `$${`");
        }
        addText();
        var place = new Node.Place(start + 2, end);
        parts.add(new Part.Value(new Expression(excerpt, place, Parser.parse(tokens))));
        return end + 1;
      } catch (RefusedException e) {
        problems.error(excerpt.span(e.place().from(), e.place().to()), e.reason(), e.hint());
        return -1;
      }
    }
  }

  public Span span() {
    return excerpt.span();
  }

  public Excerpt excerpt() {
    return excerpt;
  }

  /** Returns the text, with <code>$${</code> resolved, if there is no expression in it. */
  public Optional<String> constant() {
    if (isBroken || !expressions().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(parts.isEmpty() ? "" : ((Part.Text) parts.get(0)).text());
  }

  /** Returns the expression, if the whole text is just one. */
  public Optional<Expression> single() {
    return !isBroken && parts.size() == 1 && parts.get(0) instanceof Part.Value value
        ? Optional.of(value.expression())
        : Optional.empty();
  }

  /** Returns the expressions in it, in the order written; none if any has an error. */
  public List<Expression> expressions() {
    if (isBroken) {
      return List.of();
    }
    List<Expression> found = new ArrayList<>();
    for (var part : parts) {
      if (part instanceof Part.Value value) {
        found.add(value.expression());
      }
    }
    return found;
  }

  /** Reports what is wrong with names and types, and returns the type of the value. */
  public Type check(Names names, Problems problems) {
    if (isBroken) {
      return Type.Plain.ANY;
    }
    if (single().isPresent()) {
      return single().get().check(names, problems);
    }
    Type type = Type.Plain.TEXT;
    for (var expression : expressions()) {
      if (Types.holdsSecret(checkPart(expression, names, problems))) {
        type = Type.Plain.SECRET;
      }
    }
    return type;
  }

  private static Type checkPart(Expression expression, Names names, Problems problems) {
    var type = expression.check(names, problems);
    if (type == Type.Plain.NULL) {
      problems.add(nullInText(expression).diagnostic());
    }
    return type;
  }

  private static EvaluationException nullInText(Expression expression) {
    return new EvaluationException(
        expression.valueSpan(),
        "null cannot stand in a text",
        "`default(x, y)` is y where x is missing or null");
  }

  /** Returns the value: text, or what its single expression gives; or that it is unknown. */
  public Result evaluate(Scope scope) throws EvaluationException {
    if (isBroken) {
      return Result.of(excerpt.text());
    }
    if (single().isPresent()) {
      return single().get().evaluate(scope);
    }
    var text = new StringBuilder();
    Result.Unknown unknown = null;
    for (var part : parts) {
      var result = evaluate(part, scope);
      if (result instanceof Result.Unknown one) {
        unknown = unknown == null ? one : unknown.and(one);
      } else if (result instanceof Result.Known known) {
        text.append(known.value());
        refuseTooLong(text);
      }
    }
    return unknown == null ? Result.of(text.toString()) : unknown;
  }

  private static Result evaluate(Part part, Scope scope) throws EvaluationException {
    if (part instanceof Part.Text text) {
      return Result.of(text.text());
    }
    var expression = ((Part.Value) part).expression();
    var result = expression.evaluate(scope);
    if (!(result instanceof Result.Known known)) {
      return result;
    }
    if (known.value() == null) {
      throw nullInText(expression);
    }
    return Result.of(Values.text(known.value()));
  }

  private void refuseTooLong(StringBuilder text) throws EvaluationException {
    try {
      Weight.check(text);
    } catch (NoValueException e) {
      throw new EvaluationException(span(), e.reason(), e.hint());
    }
  }
}
