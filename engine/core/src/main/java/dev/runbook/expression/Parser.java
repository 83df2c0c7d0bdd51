package dev.runbook.expression;

import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Token.Sort;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression. Grammar, loosest first:
 *
 * <pre>
 *   choice  = or [ "?" choice ":" choice ]
 *   or      = and { ("or" | "||") and }
 *   and     = not { ("and" | "&amp;&amp;") not }
 *   not     = ("not" | "!") not | compare
 *   compare = sum [ ("==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "in" | "not in") sum ]
 *   sum     = product { ("+" | "-") product }
 *   product = minus { ("*" | "/" | "%") minus }
 *   minus   = "-" minus | path
 *   path    = value { "." NAME | "[" choice "]" }
 *   value   = NUMBER | TEXT | "true" | "false" | "null" | NAME [ "(" [ choice { "," choice } ] ")" ]
 *           | "(" choice ")" | "[" [ choice { "," choice } ] "]"
 *           | "{" [ TEXT ":" choice { "," TEXT ":" choice } ] "}"
 * </pre>
 */
final class Parser {
  private static final int MOST_NODES = 500;
  private static final int DEEPEST = 50;
  private static final Set<String> RESERVED =
      Set.of("true", "false", "null", "and", "or", "not", "in");
  private static final String SMALLER = "divide it: name parts of it in `vars`";

  private final List<Token> tokens;
  private int at;
  private int nodes;
  private int nested;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Returns the tree of an expression that ends where the words end. */
  static Node parse(List<Token> tokens) throws RefusedException {
    var parser = new Parser(tokens);
    if (parser.peek().sort() == Sort.END) {
      throw new RefusedException(parser.peek().place(), "an expression is missing", null);
    }
    var root = parser.choice();
    if (parser.peek().sort() != Sort.END) {
      throw parser.outOfPlace();
    }
    if (Node.depth(root) > DEEPEST) {
      throw new RefusedException(root.place(), "the expression is more than 50 deep", SMALLER);
    }
    return root;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token ahead() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  private Token take() {
    return tokens.get(at == tokens.size() - 1 ? at : at++);
  }

  private boolean takeSign(String sign) {
    var found = peek().isSign(sign);
    if (found) {
      at++;
    }
    return found;
  }

  private boolean takeWord(String word, String sign) {
    var found = peek().isWord(word) || peek().isSign(sign);
    if (found) {
      at++;
    }
    return found;
  }

  private Node made(Node node) throws RefusedException {
    if (++nodes > MOST_NODES) {
      throw new RefusedException(node.place(), "the expression has more than 500 parts", SMALLER);
    }
    return node;
  }

  private void enter() throws RefusedException {
    if (++nested > DEEPEST) {
      throw new RefusedException(peek().place(), "the expression is more than 50 deep", SMALLER);
    }
  }

  private Node choice() throws RefusedException {
    enter();
    var condition = or();
    if (takeSign("?")) {
      var yes = choice();
      if (!takeSign(":")) {
        throw expected("`:`", "write `condition ? yes : no`");
      }
      condition = made(new Node.Choice(condition, yes, choice()));
    }
    nested--;
    return condition;
  }

  private Node or() throws RefusedException {
    var left = and();
    while (takeWord("or", "||")) {
      left = made(new Node.Logic(false, left, and()));
    }
    return left;
  }

  private Node and() throws RefusedException {
    var left = not();
    while (takeWord("and", "&&")) {
      left = made(new Node.Logic(true, left, not()));
    }
    return left;
  }

  private Node not() throws RefusedException {
    var start = peek().place();
    if (!takeWord("not", "!")) {
      return compare();
    }
    enter();
    var operand = not();
    nested--;
    return made(new Node.Not(operand, start.to(operand.place())));
  }

  private Node compare() throws RefusedException {
    var left = sum();
    var sign = peek().place();
    var operator = comparison();
    if (operator == null) {
      return left;
    }
    var written = sign.to(tokens.get(at - 1).place());
    var compared = made(new Node.Binary(operator, left, sum(), written));
    var next = peek();
    if (comparison() != null) {
      throw new RefusedException(
          next.place(), "comparisons cannot be chained", "write `a < b and b < c`");
    }
    return compared;
  }

  private @Nullable Operator comparison() {
    if (peek().isWord("not") && ahead().isWord("in")) {
      at += 2;
      return Operator.NOT_IN;
    }
    var token = peek();
    var isWord = token.isWord("in");
    var operator = isWord || token.sort() == Sort.SIGN ? Operator.comparing(token.text()) : null;
    if (operator != null) {
      at++;
    }
    return operator;
  }

  private Node sum() throws RefusedException {
    var left = product();
    while (peek().isSign("+") || peek().isSign("-")) {
      var sign = take();
      left = binary(sign, left, product());
    }
    return left;
  }

  private Node product() throws RefusedException {
    var left = minus();
    while (peek().isSign("*") || peek().isSign("/") || peek().isSign("%")) {
      var sign = take();
      left = binary(sign, left, minus());
    }
    return left;
  }

  private Node binary(Token sign, Node left, Node right) throws RefusedException {
    return made(new Node.Binary(Operator.computing(sign.text()), left, right, sign.place()));
  }

  private Node minus() throws RefusedException {
    var sign = peek().place();
    if (!takeSign("-")) {
      return path();
    }
    var isWritten = peek().sort() == Sort.NUMBER;
    enter();
    var operand = minus();
    nested--;
    var place = sign.to(operand.place());
    return isWritten && operand instanceof Node.Literal literal && literal.value() != null
        ? new Node.Literal(((BigDecimal) literal.value()).negate(), place)
        : made(new Node.Negation(operand, place));
  }

  private Node path() throws RefusedException {
    var node = value();
    while (true) {
      if (takeSign(".")) {
        node = member(node);
      } else if (takeSign("[")) {
        node = index(node);
      } else {
        return node;
      }
    }
  }

  private Node member(Node target) throws RefusedException {
    var name = peek();
    if (name.sort() != Sort.WORD) {
      throw expected(
          "a name after `.`",
          name.sort() == Sort.NUMBER
              ? "an element of a list is `[" + name.text() + "]`"
              : name.isSign(".") ? "write `range(1, 6)` for the numbers from 1 to 5" : null);
    }
    at++;
    if (peek().isSign("(")) {
      throw new RefusedException(
          name.place(),
          Words.name(name.text()) + " cannot be called on a value",
          Foreign.method(name.text()));
    }
    var place = target.place().to(name.place());
    return made(new Node.Member(target, name.text(), name.place(), place));
  }

  private Node index(Node target) throws RefusedException {
    var key = choice();
    var end = peek().place();
    if (!takeSign("]")) {
      throw expected("`]`", peek().isSign(":") ? "one element only: `[0]`" : null);
    }
    return made(new Node.Index(target, key, target.place().to(end)));
  }

  private Node value() throws RefusedException {
    var token = take();
    return switch (token.sort()) {
      case NUMBER -> made(new Node.Literal(token.number(), token.place()));
      case TEXT -> made(new Node.Literal(token.text(), token.place()));
      case WORD -> word(token);
      default -> bracket(token);
    };
  }

  private Node word(Token word) throws RefusedException {
    if (word.isWord("true") || word.isWord("false")) {
      return made(new Node.Literal(word.isWord("true"), word.place()));
    }
    if (word.isWord("null")) {
      return made(new Node.Literal(null, word.place()));
    }
    Foreign.refuseStatement(word, peek());
    if (RESERVED.contains(word.text())) {
      at--;
      throw expected("a value", word.text().equals("not") ? "write `not (..)`" : null);
    }
    return takeSign("(") ? call(word) : made(new Node.Name(word.text(), word.place()));
  }

  private Node call(Token name) throws RefusedException {
    var arguments = list(")");
    var place = name.place().to(tokens.get(at - 1).place());
    var function = Functions.find(name.text());
    return made(new Node.Call(name.text(), function, arguments, name.place(), place));
  }

  private List<Node> list(String end) throws RefusedException {
    List<Node> items = new ArrayList<>();
    if (takeSign(end)) {
      return items;
    }
    do {
      items.add(choice());
    } while (takeSign(","));
    if (!takeSign(end)) {
      throw expected("`,` or `" + end + "`", null);
    }
    return List.copyOf(items);
  }

  private Node bracket(Token open) throws RefusedException {
    if (open.isSign("(")) {
      var inside = choice();
      if (!takeSign(")")) {
        throw expected("`)`", peek().isSign(",") ? "a list is written [1, 2]" : null);
      }
      return inside;
    }
    if (open.isSign("[")) {
      var items = list("]");
      return made(new Node.Items(items, open.place().to(tokens.get(at - 1).place())));
    }
    if (open.isSign("{")) {
      return map(open);
    }
    at = tokens.indexOf(open);
    throw expected("a value", null);
  }

  private Node map(Token open) throws RefusedException {
    List<String> keys = new ArrayList<>();
    List<Node> values = new ArrayList<>();
    if (!peek().isSign("}")) {
      do {
        keys.add(key(keys));
        values.add(choice());
      } while (takeSign(","));
    }
    var end = peek().place();
    if (!takeSign("}")) {
      throw expected("`,` or `}`", null);
    }
    return made(new Node.Entries(List.copyOf(keys), List.copyOf(values), open.place().to(end)));
  }

  private String key(List<String> others) throws RefusedException {
    var key = peek();
    if (key.sort() != Sort.TEXT) {
      var hint = key.sort() == Sort.WORD ? "write quotes: '" + key.text() + "'" : "write {'k': v}";
      throw expected("a key in quotes", hint);
    }
    if (others.contains(key.text())) {
      throw new RefusedException(
          key.place(), "the key " + Words.name(key.text()) + " stands here twice", null);
    }
    at++;
    if (!takeSign(":")) {
      throw expected("`:`", "write {'k': v}");
    }
    return key.text();
  }

  private RefusedException expected(String what, @Nullable String hint) {
    return new RefusedException(peek().place(), "expected " + what + ", found " + found(), hint);
  }

  private String found() {
    return switch (peek().sort()) {
      case END -> "the end";
      case TEXT -> "a text";
      default -> Words.name(peek().text());
    };
  }

  /** Reports what stands behind a complete expression. */
  private RefusedException outOfPlace() {
    var token = peek();
    var hint =
        token.sort() == Sort.WORD ? Foreign.infix(token.text()) : Foreign.behind(token.text());
    if (hint == null && token.sort() != Sort.SIGN) {
      hint = "a text needs quotes; conditions are joined by `and` and `or`";
    }
    return expected("an operator or the end", hint);
  }
}
