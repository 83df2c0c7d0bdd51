package dev.runbook.expression;

import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Node.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people write who know other languages, and what to write instead. */
final class Foreign {
  private static final String ONE = "an expression is one value, not several instructions";
  private static final String ONLY_READS = "an expression only reads: nothing can be assigned";
  private static final String NO_LAMBDA = "there are no functions of one's own";
  private static final String COMPARE = "`==` compares";

  /** The longest first where one begins with another. */
  private static final Map<String, String> SIGNS = signs();

  private static final Map<String, String> STATEMENTS = statements();
  private static final Map<String, String> INFIX = infix();

  private Foreign() {}

  private static Map<String, String> signs() {
    Map<String, String> signs = new LinkedHashMap<>();
    signs.put("===", "write `==`");
    signs.put("!==", "write `!=`");
    signs.put("=~", "write `matches(text, 'pattern')`");
    signs.put("~=", "write `matches(text, 'pattern')`");
    signs.put("!~", "write `not matches(text, 'pattern')`");
    signs.put("=>", NO_LAMBDA);
    signs.put("->", NO_LAMBDA);
    signs.put("=<", "write `<=`");
    signs.put("<>", "write `!=`");
    signs.put("**", "there are `+ - * / %`");
    signs.put("//", "write `#` behind the value, as YAML does");
    signs.put("/*", "write `#` behind the value, as YAML does");
    signs.put("<<", "there are `+ - * / %`");
    signs.put(">>", "there are `+ - * / %`");
    signs.put("++", ONLY_READS);
    signs.put("--", "for minus a negative number write a space between the two");
    for (var assignment : new String[] {"+=", "-=", "*=", "/=", "%=", ":=", "|=", "&="}) {
      signs.put(assignment, ONLY_READS);
    }
    signs.put("::", "write `.` before a name");
    signs.put("?:", "write `default(x, y)`: y where x is missing or null");
    signs.put("??", "write `default(x, y)`: y where x is missing or null");
    signs.put("?.", "write `default(a.b, y)`: y where a or b is missing or null");
    return signs;
  }

  private static Map<String, String> statements() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("new", "nothing can be made but numbers, 'text', [lists] and {'k': maps}");
    words.put("import", "only the functions of the language can be called");
    words.put("import_static", "only the functions of the language can be called");
    for (var loop : new String[] {"for", "foreach", "while", "do", "until"}) {
      words.put(loop, "a step with `for_each` repeats");
    }
    for (var choice : new String[] {"if", "switch", "unless"}) {
      words.put(choice, "write `condition ? yes : no`");
    }
    for (var made : new String[] {"def", "function", "proto", "lambda", "fun"}) {
      words.put(made, NO_LAMBDA);
    }
    for (var variable : new String[] {"var", "let", "val", "int", "String", "set"}) {
      words.put(variable, "name a value in `vars`");
    }
    words.put("with", ONLY_READS);
    words.put("return", "leave it out: the expression is the value");
    words.put("assert", "leave it out: the key says that already");
    words.put("throw", "a step with `assert` fails where its expression is false");
    words.put("isdef", "write `has(x)`");
    words.put("defined", "write `has(x)`");
    words.put("exists", "write `has(x)`");
    words.put("typeof", "types are checked before anything runs");
    return words;
  }

  private static Map<String, String> infix() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("is", "write `==`; `has(x)` asks whether there is a value");
    words.put("instanceof", "types are checked before anything runs");
    words.put("convertable_to", "types are checked before anything runs");
    words.put("soundslike", "write `==`, or `matches(text, 'pattern')`");
    words.put("strsim", "write `==`, or `matches(text, 'pattern')`");
    words.put("contains", "write `contains(x, y)`, or `y in x`");
    words.put("matches", "write `matches(text, 'pattern')`");
    words.put("eq", "write `==`");
    words.put("equals", "write `==`");
    words.put("ne", "write `!=`");
    words.put("lt", "write `<`");
    words.put("le", "write `<=`");
    words.put("gt", "write `>`");
    words.put("ge", "write `>=`");
    words.put("mod", "write `%`");
    words.put("xor", "write `!=`");
    words.put("AND", "write `and`");
    words.put("OR", "write `or`");
    words.put("NOT", "write `not`");
    words.put("IN", "write `in`");
    words.put("if", "write `condition ? yes : no`");
    words.put("then", "write `condition ? yes : no`");
    words.put("else", "write `condition ? yes : no`");
    return words;
  }

  /** Refuses a sign of another language that begins there. */
  static void refuseSign(String text, int at) throws RefusedException {
    for (var sign : SIGNS.entrySet()) {
      if (text.startsWith(sign.getKey(), at)) {
        var place = new Place(at, at + sign.getKey().length());
        throw new RefusedException(place, notPart(sign.getKey()), sign.getValue());
      }
    }
  }

  static String notPart(String word) {
    return word.equals("`")
        ? "a backtick is not part of an expression"
        : Words.name(word) + " is not part of an expression";
  }

  /** Returns what to write for a character that is no sign; null for one without meaning. */
  static @Nullable String character(String character) {
    return switch (character) {
      case "=" -> COMPARE;
      case "&" -> "write `and`";
      case "|" -> "write `or`; a function is called: `default(x, y)`";
      case ";" -> ONE;
      case "^", "~" -> "there are `+ - * / %`";
      case "$" -> "a name stands in an expression as it is, without `$`";
      case "#" -> "a comment begins with a space before `#`";
      case "@" -> "a text needs quotes: '@..'";
      case "`", "\u2018", "\u2019", "\u201c", "\u201d" -> "a text needs straight quotes: '..'";
      case "\\" -> "write the character itself";
      case "\u2013", "\u2212" -> "write `-`";
      case "\u00a0" -> "write an ordinary space";
      default -> "a text needs quotes, and a name has only letters, digits and `_`";
    };
  }

  /** Returns what to write for letters behind a number, such as {@code 10MB}, {@code 1h}. */
  static String number(String written, String digits) {
    var unit = written.substring(digits.length());
    if (unit.matches("(ms|[dhms])(\\d+(ms|[hms]))*")) {
      return "write duration('" + written + "')";
    }
    return unit.matches("[LlBIfF]|_.*|[xX].*")
        ? "write digits only, such as 1000 or 2.5"
        : "a text needs quotes: '" + written + "'";
  }

  /** Refuses a word that begins an instruction or a declaration elsewhere. */
  static void refuseStatement(Token word, Token next) throws RefusedException {
    var hint = STATEMENTS.get(word.text());
    var goesOn =
        next.sort() == Token.Sort.WORD
            || next.sort() == Token.Sort.TEXT
            || next.sort() == Token.Sort.NUMBER
            || next.isSign("(")
            || next.isSign("{");
    if (hint != null && goesOn && !isOperatorWord(next)) {
      throw new RefusedException(word.place(), notPart(word.text()), hint);
    }
  }

  private static boolean isOperatorWord(Token token) {
    return token.isWord("and") || token.isWord("or") || token.isWord("not") || token.isWord("in");
  }

  /** Returns what to write for a word that stands where an operator should; null if it is none. */
  static @Nullable String infix(String word) {
    return INFIX.get(word);
  }

  /** Returns what to write where a sign stands behind a complete expression. */
  static @Nullable String behind(String sign) {
    return switch (sign) {
      case "{" ->
          "there are no blocks and projections; `pluck(list, 'name')` takes one part of each";
      case ":" -> "write `condition ? yes : no`";
      case "(" -> "a function is called by its name, such as `len(x)`";
      case "}", ")", "]" -> "nothing is open that it closes";
      case "!" -> "write `!=` or `not in`";
      default -> null;
    };
  }

  /** Returns what to write for a method, such as {@code x.length()}. */
  static String method(String name) {
    var function =
        switch (name) {
          case "length", "size", "count" -> "len(x)";
          case "toUpperCase" -> "upper(x)";
          case "toLowerCase" -> "lower(x)";
          case "strip" -> "trim(x)";
          case "equals" -> "x == y";
          case "isEmpty" -> "len(x) == 0";
          case "startsWith" -> "matches(x, 'start.*')";
          case "endsWith" -> "matches(x, '.*end')";
          case "get" -> "default(x['k'], y)";
          case "containsKey", "includes", "has" -> "contains(x, y)";
          case "replaceAll" -> "replace(x, y, z)";
          default -> Functions.find(name) == null ? null : name + "(x)";
        };
    return function == null
        ? "there are no methods; functions are called such as `len(x)`"
        : "there are no methods: write `" + function + "`";
  }
}
