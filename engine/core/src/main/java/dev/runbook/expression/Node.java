package dev.runbook.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of an expression's tree. Its place counts characters of the excerpt it was read from. */
sealed interface Node {
  Place place();

  /** Returns the nodes it is made of, in the order written. */
  List<Node> parts();

  /** A stretch of the excerpt, from one index up to another. */
  record Place(int from, int to) {
    Place to(Place end) {
      return new Place(from, end.to);
    }
  }

  /** A value that is written out. */
  record Literal(@Nullable Object value, Place place) implements Node {
    @Override
    public List<Node> parts() {
      return List.of();
    }
  }

  /** A root name. */
  record Name(String name, Place place) implements Node {
    @Override
    public List<Node> parts() {
      return List.of();
    }
  }

  /** {@code target.name}. */
  record Member(Node target, String name, Place named, Place place) implements Node {
    @Override
    public List<Node> parts() {
      return List.of(target);
    }
  }

  /** {@code target[key]}. */
  record Index(Node target, Node key, Place place) implements Node {
    @Override
    public List<Node> parts() {
      return List.of(target, key);
    }

    /** Returns the name, if the key is a text that is written out. */
    @Nullable String name() {
      return key instanceof Literal literal && literal.value() instanceof String text ? text : null;
    }
  }

  /**
   * {@code name(arguments)}.
   *
   * @param function null if there is none of that name
   */
  record Call(
      String name, @Nullable Function function, List<Node> arguments, Place named, Place place)
      implements Node {
    @Override
    public List<Node> parts() {
      return arguments;
    }

    boolean is(String other) {
      return function != null && name.equals(other);
    }
  }

  /** {@code not operand}. */
  record Not(Node operand, Place place) implements Node {
    @Override
    public List<Node> parts() {
      return List.of(operand);
    }
  }

  /** {@code -operand}. */
  record Negation(Node operand, Place place) implements Node {
    @Override
    public List<Node> parts() {
      return List.of(operand);
    }
  }

  /** {@code left and right}, {@code left or right}. */
  record Logic(boolean isAnd, Node left, Node right) implements Node {
    @Override
    public Place place() {
      return left.place().to(right.place());
    }

    @Override
    public List<Node> parts() {
      return List.of(left, right);
    }

    String word() {
      return isAnd ? "and" : "or";
    }
  }

  /** Two operands and the operator between them. */
  record Binary(Operator operator, Node left, Node right, Place sign) implements Node {
    @Override
    public Place place() {
      return left.place().to(right.place());
    }

    @Override
    public List<Node> parts() {
      return List.of(left, right);
    }
  }

  /** {@code condition ? yes : no}. */
  record Choice(Node condition, Node yes, Node no) implements Node {
    @Override
    public Place place() {
      return condition.place().to(no.place());
    }

    @Override
    public List<Node> parts() {
      return List.of(condition, yes, no);
    }
  }

  /** {@code [items]}. */
  record Items(List<Node> items, Place place) implements Node {
    @Override
    public List<Node> parts() {
      return items;
    }
  }

  /** <code>{'key': value}</code>; the keys are different. */
  record Entries(List<String> keys, List<Node> values, Place place) implements Node {
    @Override
    public List<Node> parts() {
      return values;
    }
  }

  /** Returns how deep the tree is; 1 for a node without parts. */
  static int depth(Node node) {
    var deepest = 0;
    for (var part : node.parts()) {
      deepest = Math.max(deepest, depth(part));
    }
    return deepest + 1;
  }

  /** Returns all names that are read, in the order written. */
  static List<Node> references(Node node) {
    var found = new ArrayList<Node>();
    collect(node, found);
    return found;
  }

  private static void collect(Node node, List<Node> found) {
    if (!isPath(node)) {
      node.parts().forEach(part -> collect(part, found));
      return;
    }
    found.add(node);
    for (var at = node; !(at instanceof Name); at = at.parts().get(0)) {
      if (at instanceof Index index) {
        collect(index.key(), found);
      }
    }
  }

  /** Returns whether it is a root name and what follows it. */
  static boolean isPath(Node node) {
    return node instanceof Name
        || (node instanceof Member member && isPath(member.target()))
        || (node instanceof Index index && isPath(index.target()));
  }

  /** Returns whether a node has no value where one of its parts is null. */
  static boolean refusesNull(Node node, int part) {
    if (node instanceof Call call) {
      return call.function() != null
          && part < call.function().parameters().size()
          && !call.function().parameters().get(part).kinds().contains(Kind.NULL);
    }
    return node instanceof Binary binary
        ? !binary.operator().isEquality() && !binary.operator().isMembership()
        : node instanceof Negation
            || node instanceof Not
            || node instanceof Logic
            || (node instanceof Choice && part == 0);
  }

  /** Returns whether texts of its parts can stand in its value as they are. */
  static boolean isText(Node node) {
    return node instanceof Items
        || node instanceof Entries
        || (node instanceof Binary binary && binary.operator() == Operator.PLUS)
        || (node instanceof Call call && !call.is("quote") && givesText(call.function()));
  }

  private static boolean givesText(@Nullable Function function) {
    var kind = function == null ? null : Kind.of(function.gives());
    return kind == null || kind == Kind.TEXT || kind == Kind.LIST;
  }
}
