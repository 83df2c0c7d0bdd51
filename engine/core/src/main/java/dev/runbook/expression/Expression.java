package dev.runbook.expression;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Problems;
import dev.runbook.text.Excerpt;
import dev.runbook.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition or the inside of <code>${...}</code>, parsed. Immutable, safe for several threads.
 */
public final class Expression {
  private static final int WIDEST = 80;

  private final Excerpt excerpt;
  private final Node.Place place;
  private final Node root;

  Expression(Excerpt excerpt, Node.Place place, Node root) {
    this.excerpt = excerpt;
    this.place = place;
    this.root = root;
  }

  /** Parses an expression; empty if it has errors, which are reported. */
  public static Optional<Expression> parse(Excerpt excerpt, Problems problems) {
    try {
      var whole = new Node.Place(0, excerpt.text().length());
      return Optional.of(new Expression(excerpt, whole, Parser.parse(Lexer.all(excerpt.text()))));
    } catch (RefusedException e) {
      problems.error(excerpt.span(e.place().from(), e.place().to()), e.reason(), e.hint());
      return Optional.empty();
    }
  }

  public Span span() {
    return place.from() == 0 && place.to() == excerpt.text().length()
        ? excerpt.span()
        : excerpt.span(place.from(), place.to());
  }

  /** Returns where the value stands, without space or quotes around it. */
  Span valueSpan() {
    return excerpt.span(root.place().from(), root.place().to());
  }

  Excerpt excerpt() {
    return excerpt;
  }

  /** Returns the expression as written. */
  public String text() {
    return excerpt.text().substring(place.from(), place.to());
  }

  String written(Node node) {
    return excerpt.text().substring(node.place().from(), node.place().to());
  }

  /** Returns all names it reads, in the order written. */
  public List<Reference> references() {
    return Node.references(root).stream().map(this::reference).toList();
  }

  private Reference reference(Node node) {
    var path = new ArrayDeque<String>();
    var spans = new ArrayDeque<Span>();
    for (var at = node; ; at = at.parts().get(0)) {
      var name = name(at);
      if (name == null) {
        path.clear(); // what follows an index that is computed is not written out
        spans.clear();
      } else {
        path.addFirst(name);
        var named = named(at);
        spans.addFirst(excerpt.span(named.from(), named.to()));
      }
      if (at instanceof Node.Name) {
        return new Reference(List.copyOf(path), List.copyOf(spans));
      }
    }
  }

  private static @Nullable String name(Node node) {
    if (node instanceof Node.Index index) {
      return index.name();
    }
    return node instanceof Node.Member member ? member.name() : ((Node.Name) node).name();
  }

  private static Node.Place named(Node node) {
    if (node instanceof Node.Index index) {
      return index.key().place();
    }
    return node instanceof Node.Member member ? member.named() : node.place();
  }

  /**
   * Returns the names whose text can stand in the value as it is, so that a shell would read it:
   * not those in a {@code quote(..)}, in a condition, in a comparison or in arithmetic.
   */
  public List<Reference> unquoted() {
    var found = new ArrayList<Reference>();
    unquoted(root, found);
    return found;
  }

  private void unquoted(Node node, List<Reference> found) {
    if (Node.isPath(node)) {
      found.add(reference(node));
    } else if (node instanceof Node.Choice choice) {
      unquoted(choice.yes(), found);
      unquoted(choice.no(), found);
    } else if (Node.isText(node)) {
      node.parts().forEach(part -> unquoted(part, found));
    }
  }

  /**
   * Returns the names that are compared with a text that is written out, or looked for in a list of
   * such texts, in the order written.
   */
  public List<Comparison> comparisons() {
    var found = new ArrayList<Comparison>();
    comparisons(root, found);
    return found;
  }

  private void comparisons(Node node, List<Comparison> found) {
    if (node instanceof Node.Binary binary) {
      comparison(binary, found);
    }
    node.parts().forEach(part -> comparisons(part, found));
  }

  private void comparison(Node.Binary binary, List<Comparison> found) {
    if (binary.operator().isEquality()) {
      compared(binary.left(), binary.right(), found);
      compared(binary.right(), binary.left(), found);
    } else if (binary.operator().isMembership() && binary.right() instanceof Node.Items texts) {
      texts.items().forEach(text -> compared(binary.left(), text, found));
    }
  }

  private void compared(Node name, Node text, List<Comparison> found) {
    if (Node.isPath(name)
        && text instanceof Node.Literal literal
        && literal.value() instanceof String said) {
      var span = excerpt.span(text.place().from(), text.place().to());
      found.add(new Comparison(reference(name), said, span));
    }
  }

  /** Returns the comparisons that all must be equal for the condition to be true. */
  public List<Comparison> required() {
    var found = new ArrayList<Comparison>();
    required(root, found);
    return found;
  }

  private void required(Node node, List<Comparison> found) {
    if (node instanceof Node.Logic logic && logic.isAnd()) {
      required(logic.left(), found);
      required(logic.right(), found);
    } else if (node instanceof Node.Binary binary && binary.operator() == Operator.EQUAL) {
      comparison(binary, found);
    }
  }

  /** Returns the names that are compared with themselves: where the second one stands. */
  public List<Span> comparedWithThemselves() {
    var found = new ArrayList<Span>();
    comparedWithThemselves(root, found);
    return found;
  }

  private void comparedWithThemselves(Node node, List<Span> found) {
    if (node instanceof Node.Logic
        || (node instanceof Node.Binary binary && binary.operator().isComparing())) {
      var left = node.parts().get(0);
      var right = node.parts().get(1);
      if (Node.isPath(left) && written(left).equals(written(right))) {
        found.add(excerpt.span(right.place().from(), right.place().to()));
      }
    }
    node.parts().forEach(part -> comparedWithThemselves(part, found));
  }

  /** Returns the name that it is, if it is nothing else. */
  public Optional<Reference> name() {
    return Node.isPath(root) ? Optional.of(reference(root)) : Optional.empty();
  }

  /** Returns the names that cannot be null: those that are computed with. */
  public List<Reference> neverNull() {
    var found = new ArrayList<Reference>();
    neverNull(root, found);
    return found;
  }

  private void neverNull(Node node, List<Reference> found) {
    for (var i = 0; i < node.parts().size() && !Node.isPath(node); i++) {
      var part = node.parts().get(i);
      if (Node.isPath(part) && Node.refusesNull(node, i)) {
        found.add(reference(part));
      }
      neverNull(part, found);
    }
  }

  /** Returns whether it asks for the time, so that it may be another each time. */
  public boolean asksTime() {
    return asksTime(root);
  }

  private static boolean asksTime(Node node) {
    return (node instanceof Node.Call call && call.is("now"))
        || node.parts().stream().anyMatch(Expression::asksTime);
  }

  /** Returns whether it is false whatever its names stand for. */
  public boolean isNeverTrue() {
    try {
      return new Evaluator(this, Foregone.SCOPE).value(root).equals(Result.of(false));
    } catch (EvaluationException e) {
      return false;
    }
  }

  /** Returns why it cannot be evaluated whatever its names stand for; empty if it perhaps can. */
  public Optional<Diagnostic> fault() {
    try {
      new Evaluator(this, Foregone.SCOPE).value(root);
      return Optional.empty();
    } catch (EvaluationException e) {
      return Optional.of(e.diagnostic());
    }
  }

  /** Reports what is wrong with names and types, and returns the type of the value. */
  public Type check(Names names, Problems problems) {
    return new TypeCheck(excerpt, names, problems).value(root);
  }

  /** As {@link #check}, and reports it if the value cannot be a boolean. */
  public void checkCondition(Names names, Problems problems) {
    new TypeCheck(excerpt, names, problems).condition(root);
  }

  /** Returns the value, or that it is unknown; never {@link Result.Missing}. */
  public Result evaluate(Scope scope) throws EvaluationException {
    return new Evaluator(this, scope).value(root);
  }

  /**
   * As {@link #evaluate}, for a condition: known values are {@link Boolean}, all else is an error.
   */
  public Result evaluateCondition(Scope scope) throws EvaluationException {
    var result = evaluate(scope);
    if (result instanceof Result.Known known && !(known.value() instanceof Boolean)) {
      throw Mistake.noCondition(root, Kind.of(known.value())).thrown(excerpt);
    }
    return result;
  }

  /**
   * Returns the values that were read to evaluate it, as a failed condition shows them:
   * "output.count is 3", each at most 80 characters, without secrets; empty if it reads no name.
   */
  public List<String> seen(Scope scope) {
    var evaluator = new Evaluator(this, scope);
    try {
      evaluator.value(root);
    } catch (EvaluationException e) {
      // What was read until then is what there is to show.
    }
    var lines = new ArrayList<String>();
    evaluator.seen().forEach((name, result) -> lines.add(shown(name, result)));
    return lines;
  }

  private static String shown(String name, Result result) {
    if (result instanceof Result.Missing) {
      return name + " is missing";
    }
    if (name.startsWith("secrets") || !(result instanceof Result.Known known)) {
      return name + " is " + (result instanceof Result.Unknown ? "unknown" : "***");
    }
    var value = known.value();
    var text =
        value instanceof Namespace
            ? "not a value"
            : value instanceof String said ? "'" + said + "'" : Values.text(value);
    var line = text.replaceAll("\\p{Cntrl}+", " ");
    return name + " is " + (line.length() <= WIDEST ? line : line.substring(0, WIDEST - 3) + "...");
  }
}
