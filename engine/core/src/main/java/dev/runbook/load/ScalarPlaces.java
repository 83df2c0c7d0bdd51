package dev.runbook.load;

import dev.runbook.text.Excerpt;
import dev.runbook.text.Source;
import java.util.Arrays;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * Finds for each character of a scalar where it stands in the source, by reading the source again
 * along with the text that the YAML parser made of it (YAML 1.2.2 §7.3, §8.1).
 */
final class ScalarPlaces {
  private final Source source;
  private final String from;
  private final String text;
  private final int[] places;
  private int known;
  private boolean lost;

  private ScalarPlaces(Source source, String text) {
    this.source = source;
    this.from = source.text();
    this.text = text;
    this.places = new int[text.length()];
  }

  /**
   * Returns the text with the places of its characters; all at the start if they cannot be told.
   *
   * @param start index of the first character in the source, with quotes
   * @param end index after the last
   */
  static Excerpt excerpt(Source source, int start, int end, String text, ScalarStyle style) {
    var quotes = style == ScalarStyle.SINGLE_QUOTED || style == ScalarStyle.DOUBLE_QUOTED ? 1 : 0;
    if (end - start - 2 * quotes == text.length()
        && source.text().startsWith(text, start + quotes)
        && !(text.isEmpty() && quotes == 1)) {
      return Excerpt.straight(text, source.span(start + quotes, end - quotes));
    }
    var places = new ScalarPlaces(source, text);
    return places.mapped(start, end, style);
  }

  private Excerpt mapped(int start, int end, ScalarStyle style) {
    switch (style) {
      case PLAIN -> flow(start, end, '\0');
      case SINGLE_QUOTED -> flow(start + 1, end - 1, '\'');
      case DOUBLE_QUOTED -> flow(start + 1, end - 1, '"');
      default -> block(start, end);
    }
    if (lost || known != text.length()) {
      Arrays.fill(places, start);
    }
    return Excerpt.mapped(text, source.span(start, end), places);
  }

  private void flow(int start, int end, char quote) {
    for (var at = start; at < end && !lost; ) {
      var c = from.charAt(at);
      if (isSpace(c) || isBreak(c)) {
        at = white(at, end);
      } else if (c == '\\' && quote == '"') {
        at = escape(at, end);
      } else {
        put(c, at);
        at += c == '\'' && quote == '\'' ? 2 : 1;
      }
    }
  }

  /** Blanks around line breaks are dropped; one break is a space, more are one break less. */
  private int white(int start, int end) {
    var at = start;
    var firstBreak = -1;
    while (at < end && (isSpace(from.charAt(at)) || isBreak(from.charAt(at)))) {
      if (isBreak(from.charAt(at))) {
        if (firstBreak >= 0) {
          put('\n', at);
        } else {
          firstBreak = at;
        }
        at = afterBreak(at);
      } else {
        at++;
      }
    }
    if (firstBreak < 0) {
      for (var i = start; i < at; i++) {
        put(from.charAt(i), i);
      }
    } else if (breaks(start, at) == 1) {
      put(' ', firstBreak);
    }
    return at;
  }

  private int breaks(int start, int end) {
    var count = 0;
    for (var at = start; at < end; ) {
      var isBreak = isBreak(from.charAt(at));
      count += isBreak ? 1 : 0;
      at = isBreak ? afterBreak(at) : at + 1;
    }
    return count;
  }

  private int escape(int at, int end) {
    var next = at + 1 < end ? from.charAt(at + 1) : '\\';
    if (isBreak(next)) {
      var after = afterBreak(at + 1);
      while (after < end && (isSpace(from.charAt(after)) || isBreak(from.charAt(after)))) {
        if (isBreak(from.charAt(after))) {
          put('\n', after);
        }
        after = isBreak(from.charAt(after)) ? afterBreak(after) : after + 1;
      }
      return after;
    }
    var digits = next == 'x' ? 2 : next == 'u' ? 4 : next == 'U' ? 8 : 0;
    var wide = known + 1 < text.length() && Character.isSurrogatePair(charAt(0), charAt(1));
    put(charAt(0), at);
    if (next == 'U' && wide) {
      put(charAt(0), at);
    }
    return at + 2 + digits;
  }

  private char charAt(int ahead) {
    return known + ahead < text.length() ? text.charAt(known + ahead) : '\0';
  }

  private void block(int start, int end) {
    var at = afterLine(start, end);
    var indent = indent(at, end);
    while (at < end && !lost) {
      var next = afterLine(at, end);
      var last = next;
      while (last > at && isBreak(from.charAt(last - 1))) {
        last--;
      }
      line(Math.min(at + indent, last), last);
      at = next;
    }
    while (known < text.length() && text.charAt(known) == '\n') {
      put('\n', Math.max(start, end - 1));
    }
  }

  /** A line stands in the text as it is, behind the spaces or breaks that folding made. */
  private void line(int first, int last) {
    var content = from.substring(first, last);
    if (content.isEmpty()) {
      return;
    }
    while (known < text.length() && !text.startsWith(content, known)) {
      if (text.charAt(known) != '\n' && text.charAt(known) != ' ') {
        lost = !content.isBlank();
        return;
      }
      put(text.charAt(known), Math.max(0, first - 1));
    }
    for (var i = first; i < last && known < text.length(); i++) {
      put(from.charAt(i), i);
    }
  }

  private int indent(int start, int end) {
    var at = start;
    while (at < end && from.substring(at, afterLine(at, end)).isBlank()) {
      at = afterLine(at, end);
    }
    var first = 0;
    while (first < text.length() && text.charAt(first) == '\n') {
      first++;
    }
    return Math.max(0, spaces(from, at) - spaces(text, first));
  }

  private static int spaces(String text, int at) {
    var count = 0;
    while (at + count < text.length() && text.charAt(at + count) == ' ') {
      count++;
    }
    return count;
  }

  private int afterLine(int start, int end) {
    var at = start;
    while (at < end && !isBreak(from.charAt(at))) {
      at++;
    }
    return at < end ? afterBreak(at) : end;
  }

  private int afterBreak(int at) {
    return from.startsWith("\r\n", at) ? at + 2 : at + 1;
  }

  private void put(char c, int at) {
    if (known == text.length() || text.charAt(known) != c) {
      lost = true;
    } else {
      places[known++] = at;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
