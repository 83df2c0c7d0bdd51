package dev.runbook.expression;

import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Node.Place;
import dev.runbook.expression.Token.Sort;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into words. */
final class Lexer {
  private static final List<String> SIGNS =
      List.of(
          "==", "!=", "<=", ">=", "||", "&&", "<", ">", "!", "+", "-", "*", "/", "%", "(", ")", "[",
          "]", "{", "}", ",", ".", "?", ":");
  private static final String ESCAPES = "ntr\\'\"";
  private static final String ESCAPED = "\n\t\r\\'\"";
  private static final int LONGEST_NUMBER = 1000;

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int open;

  private Lexer(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /** Returns the words of a whole text, the last one an {@link Sort#END}. */
  static List<Token> all(String text) throws RefusedException {
    var lexer = new Lexer(text, 0);
    while (lexer.skipSpace()) {
      lexer.next();
    }
    return lexer.ended(text.length());
  }

  /**
   * Returns the words up to the <code>}</code> that closes a template; the {@link Sort#END} stands
   * there. If there is none, it stands at the end of the text.
   */
  static List<Token> upToBrace(String text, int from) throws RefusedException {
    var lexer = new Lexer(text, from);
    while (lexer.skipSpace()) {
      if (lexer.open == 0 && text.charAt(lexer.at) == '}') {
        return lexer.ended(lexer.at);
      }
      lexer.next();
    }
    return lexer.ended(text.length());
  }

  private List<Token> ended(int end) {
    tokens.add(new Token(Sort.END, "", new Place(end, end + 1)));
    return tokens;
  }

  private boolean skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length();
  }

  private void next() throws RefusedException {
    var c = text.charAt(at);
    if (isLetter(c)) {
      add(Sort.WORD, past(at));
    } else if (isDigit(at)) {
      number();
    } else if (c == '\'' || c == '"') {
      quoted(c);
    } else {
      sign();
    }
  }

  private void add(Sort sort, int end) {
    tokens.add(new Token(sort, text.substring(at, end), new Place(at, end)));
    at = end;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  /** Returns the index after letters and digits. */
  private int past(int from) {
    var end = from;
    while (end < text.length() && (isLetter(text.charAt(end)) || isDigit(end))) {
      end++;
    }
    return end;
  }

  private int pastDigits(int from) {
    var end = from;
    while (isDigit(end)) {
      end++;
    }
    return end;
  }

  private void number() throws RefusedException {
    var end = pastDigits(at);
    if (end < text.length() && text.charAt(end) == '.' && isDigit(end + 1)) {
      end = pastDigits(end + 1);
    }
    end = pastExponent(end);
    var place = new Place(at, Math.max(end, past(end)));
    var written = text.substring(at, place.to());
    if (place.to() > end) {
      throw new RefusedException(
          place,
          Words.name(written) + " is not a number",
          Foreign.number(written, text.substring(at, end)));
    }
    if (written.matches("0\\d.*")) {
      var hint = "a number does not begin with 0; if it is text, write quotes: '" + written + "'";
      throw new RefusedException(place, Words.name(written) + " is not a number", hint);
    }
    tokens.add(new Token(Sort.NUMBER, written, value(written, place), place));
    at = end;
  }

  private int pastExponent(int end) {
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      var signed = end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0 ? 2 : 1;
      return isDigit(end + signed) ? pastDigits(end + signed) : end;
    }
    return end;
  }

  private static BigDecimal value(String written, Place place) throws RefusedException {
    if (written.length() <= LONGEST_NUMBER) {
      try {
        var number = new BigDecimal(written);
        if (Arithmetic.isBounded(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // An exponent that does not even fit into an int: answered below.
      }
    }
    throw new RefusedException(place, Arithmetic.TOO_MANY_DIGITS, null);
  }

  private void quoted(char quote) throws RefusedException {
    var start = at;
    var said = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != quote; at++) {
      said.append(text.charAt(at) == '\\' ? escape() : String.valueOf(text.charAt(at)));
    }
    if (at >= text.length()) {
      throw new RefusedException(
          new Place(start, start + 1), "a text that does not end", "close it with " + quote);
    }
    at++;
    tokens.add(new Token(Sort.TEXT, said.toString(), new Place(start, at)));
  }

  /** What is no escape stays as it is, so that patterns need no second backslash. */
  private String escape() throws RefusedException {
    if (at + 1 >= text.length()) {
      return "\\";
    }
    var c = text.charAt(at + 1);
    if (c == 'u') {
      throw new RefusedException(
          new Place(at, Math.min(text.length(), at + 6)),
          "no character can be written by its code",
          "write the character itself");
    }
    var escape = ESCAPES.indexOf(c);
    if (escape < 0) {
      return "\\";
    }
    at++;
    return String.valueOf(ESCAPED.charAt(escape));
  }

  private void sign() throws RefusedException {
    Foreign.refuseSign(text, at);
    for (var sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        count(sign);
        add(Sort.SIGN, at + sign.length());
        return;
      }
    }
    var character = new String(Character.toChars(text.codePointAt(at)));
    throw new RefusedException(
        new Place(at, at + character.length()),
        Words.name(character) + " is not part of an expression",
        Foreign.character(character));
  }

  private void count(String sign) {
    if (sign.equals("{")) {
      open++;
    } else if (sign.equals("}")) {
      open--;
    }
  }
}
