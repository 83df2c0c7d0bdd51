package dev.runbook.expression;

import dev.runbook.expression.PlainEvaluator.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes expressions by chance, most of them such that they have a value, and writes them. */
final class RandomTrees {
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "number", List.of("three", "half"),
          "text", List.of("ab", "empty", "word"),
          "boolean", List.of("yes", "no"),
          "list", List.of("numbers", "words", "maps", "mixed"),
          "map", List.of("map"),
          "duration", List.of("limit"),
          "instant", List.of("start"),
          "any", List.of("nothing", "later", "never", "gone"));
  private static final List<String> KINDS =
      List.of("number", "text", "boolean", "list", "map", "duration", "instant", "any");
  private static final Map<String, Integer> TIGHTNESS =
      Map.ofEntries(
          Map.entry("?", 0),
          Map.entry("or", 1),
          Map.entry("and", 2),
          Map.entry("not", 3),
          Map.entry("==", 4),
          Map.entry("!=", 4),
          Map.entry("<", 4),
          Map.entry("<=", 4),
          Map.entry(">", 4),
          Map.entry(">=", 4),
          Map.entry("in", 4),
          Map.entry("not in", 4),
          Map.entry("+", 5),
          Map.entry("-", 5),
          Map.entry("*", 6),
          Map.entry("/", 6),
          Map.entry("%", 6),
          Map.entry("minus", 7));

  private final Random random;

  RandomTrees(Random random) {
    this.random = random;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  Tree tree(int depth) {
    return tree(one(KINDS), depth);
  }

  /** Returns a tree whose value is likely of that kind. */
  private Tree tree(String wanted, int depth) {
    var kind = random.nextInt(12) == 0 ? one(KINDS) : wanted;
    if (depth == 0 || random.nextInt(6) == 0) {
      return leaf(kind);
    }
    var less = depth - 1;
    return switch (random.nextInt(9)) {
      case 0 -> Tree.of("?", tree("boolean", less), tree(kind, less), tree(kind, less));
      case 1 -> Tree.of("default", path(less), tree(kind, less));
      case 2 -> path(less);
      default -> of(kind, less);
    };
  }

  private Tree leaf(String kind) {
    if (random.nextBoolean()) {
      return new Tree("name", one(Objects.requireNonNull(NAMES.get(kind))), List.of());
    }
    return switch (kind) {
      case "number" -> Tree.literal(new BigDecimal(one(List.of("0", "1", "2.50", "0.1", "15"))));
      case "text" -> Tree.literal(one(List.of("", "a", "ab", "it's", "x,y", "k", "15", "\\d+\n")));
      case "boolean" -> Tree.literal(random.nextBoolean());
      case "any" -> Tree.literal(null);
      default -> new Tree("name", one(Objects.requireNonNull(NAMES.get(kind))), List.of());
    };
  }

  private Tree path(int depth) {
    var target = new Tree("name", one(List.of("map", "gone", "later", "nothing")), List.of());
    return random.nextBoolean()
        ? new Tree("member", one(List.of("k", "z", "nope")), List.of(target))
        : Tree.of("index", tree("list", depth), tree("number", depth));
  }

  private Tree of(String kind, int depth) {
    return switch (kind) {
      case "number" -> number(depth);
      case "text" -> text(depth);
      case "boolean" -> bool(depth);
      case "list" -> list(depth);
      case "map" -> map(depth);
      case "duration" -> duration(depth);
      case "instant" ->
          Tree.of(one(List.of("+", "-")), tree("instant", depth), tree("duration", depth));
      default -> tree(one(KINDS), depth);
    };
  }

  private Tree number(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> minus(tree("number", depth));
      case 1 -> Tree.of("len", tree(one(List.of("text", "list", "map")), depth));
      case 2 -> Tree.of(one(List.of("min", "max", "sum", "mean")), tree("list", depth));
      case 3 -> Tree.of("round", tree("number", depth), leaf("number"));
      default -> {
        var sign = one(List.of("+", "-", "*", "/", "%"));
        yield Tree.of(sign, tree("number", depth), tree("number", depth));
      }
    };
  }

  /** A minus before a number that is written out belongs to the number. */
  private static Tree minus(Tree tree) {
    return tree.value() instanceof BigDecimal number
        ? Tree.literal(number.negate())
        : Tree.of("minus", tree);
  }

  private Tree text(int depth) {
    return switch (random.nextInt(7)) {
      case 0 -> Tree.of("join", tree("list", depth), tree("text", depth));
      case 1 -> Tree.of("replace", tree("text", depth), leaf("text"), leaf("text"));
      case 2 -> Tree.of(one(List.of("lower", "upper", "trim", "quote")), tree("text", depth));
      case 3 -> Tree.of("json", tree(depth));
      case 4 ->
          Tree.of(
              "date",
              tree("instant", depth),
              Tree.literal("yyyy-MM-dd HH:mm"),
              Tree.literal("Europe/Paris"));
      default -> Tree.of("+", tree("text", depth), tree("text", depth));
    };
  }

  private Tree bool(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> Tree.of("not", tree("boolean", depth));
      case 1, 2 ->
          Tree.of(one(List.of("and", "or")), tree("boolean", depth), tree("boolean", depth));
      case 3 -> Tree.of("has", path(depth));
      case 4 -> Tree.of(one(List.of("in", "not in")), tree("text", depth), tree("list", depth));
      case 5 -> Tree.of("contains", tree("list", depth), tree(depth));
      case 6 -> Tree.of("matches", tree("text", depth), Tree.literal("[a-z]+,?.*"));
      default -> {
        var kind = one(KINDS);
        var sign = one(List.of("==", "!=", "<", "<=", ">", ">="));
        yield Tree.of(sign, tree(kind, depth), tree(kind, depth));
      }
    };
  }

  private Tree list(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> Tree.of("split", tree("text", depth), leaf("text"));
      case 1 -> Tree.of(one(List.of("keys", "values")), tree("map", depth));
      case 2 -> Tree.of("pluck", tree("list", depth), leaf("text"));
      case 3 -> Tree.of(one(List.of("compact", "sort", "unique")), tree("list", depth));
      case 4 -> Tree.of("range", leaf("number"), tree("number", depth));
      case 5 -> Tree.of("+", tree("list", depth), tree("list", depth));
      default -> {
        var kind = one(KINDS);
        List<Tree> items = new ArrayList<>();
        for (var i = random.nextInt(4); i > 0; i--) {
          items.add(tree(kind, depth));
        }
        yield new Tree("list", null, items);
      }
    };
  }

  private Tree map(int depth) {
    return new Tree("map", List.of("k", "it's"), List.of(tree(depth), tree(depth)));
  }

  private Tree duration(int depth) {
    return random.nextBoolean()
        ? Tree.of("duration", Tree.literal(one(List.of("90s", "1h30m", "soon"))))
        : Tree.of(one(List.of("+", "-")), tree("duration", depth), tree("duration", depth));
  }

  /** Writes a tree, with brackets where they are needed and some where they are not. */
  String write(Tree tree) {
    return switch (tree.what()) {
      case "literal" -> literal(tree.value());
      case "name" -> String.valueOf(tree.value());
      case "member" -> inner(tree.parts().get(0), 8) + "." + tree.value();
      case "index" -> inner(tree.parts().get(0), 8) + "[" + write(tree.parts().get(1)) + "]";
      case "list" -> "[" + all(tree.parts()) + "]";
      case "map" ->
          "{'k': " + write(tree.parts().get(0)) + ", \"it's\": " + write(tree.parts().get(1)) + "}";
      default ->
          TIGHTNESS.containsKey(tree.what())
              ? operator(tree, TIGHTNESS.get(tree.what()))
              : tree.what() + "(" + all(tree.parts()) + ")";
    };
  }

  private String all(List<Tree> trees) {
    return String.join(", ", trees.stream().map(this::write).toList());
  }

  private String operator(Tree tree, int tightness) {
    var first = tree.parts().get(0);
    return switch (tree.what()) {
      case "?" ->
          inner(first, 1) + " ? " + write(tree.parts().get(1)) + " : " + write(tree.parts().get(2));
      case "not" -> one(List.of("not ", "!")) + inner(first, 3);
      case "minus" -> "- " + inner(first, 7);
      default -> {
        var isComparison = tightness == 4;
        var left = inner(first, isComparison ? 5 : tightness);
        yield left + " " + sign(tree.what()) + " " + inner(tree.parts().get(1), tightness + 1);
      }
    };
  }

  private String sign(String what) {
    return switch (what) {
      case "and" -> one(List.of("and", "&&"));
      case "or" -> one(List.of("or", "||"));
      default -> what;
    };
  }

  private String inner(Tree tree, int tightness) {
    var own = TIGHTNESS.getOrDefault(tree.what(), 9);
    var isOpen = own < tightness || random.nextInt(10) == 0;
    return isOpen ? "(" + write(tree) + ")" : write(tree);
  }

  private static String literal(@Nullable Object value) {
    return value instanceof String text
        ? "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
        : value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }
}
