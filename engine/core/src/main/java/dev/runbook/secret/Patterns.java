package dev.runbook.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is looked for in a text, found by its first two bytes. Immutable.
 *
 * <p>A wrapped pattern is found over the end of a line too; see {@link Wrapping}. The beginning of
 * one is found where two dots follow: so texts are shortened before they are masked.
 */
final class Patterns {
  static final Patterns NONE = new Patterns(List.of());

  /** How far a match looks at what stands before it. */
  static final int LOOK_BACK = Wrapping.LONG_WORD;

  /** From how many bytes on the beginning of a pattern is one. */
  private static final int LEAST = 4;

  private static final Pattern[] NOTHING = {};

  private final int size;
  private final boolean[] begins = new boolean[1 << 8];
  private final Pattern[][] byPair = new Pattern[1 << 16][];

  private Patterns(List<Pattern> patterns) {
    size = patterns.size();
    Arrays.fill(byPair, NOTHING);
    Map<Integer, List<Pattern>> pairs = new HashMap<>();
    for (var pattern : patterns) {
      begins[pattern.text[0] & 0xFF] = true;
      for (var pair : pattern.pairs()) {
        pairs.computeIfAbsent(pair, none -> new ArrayList<>()).add(pattern);
      }
    }
    pairs.forEach((pair, found) -> byPair[pair] = found.toArray(Pattern[]::new));
  }

  static Patterns of(Collection<String> secrets) {
    return of(SecretForms.of(secrets));
  }

  static Patterns of(SecretForms forms) {
    var patterns = new ArrayList<Pattern>();
    forms.plain().forEach(form -> patterns.add(Pattern.of(form, false)));
    forms.wrapped().forEach(form -> patterns.add(Pattern.of(form, true)));
    return new Patterns(patterns);
  }

  private static final class Pattern {
    private final byte[] text;
    private final boolean wraps;

    private Pattern(byte[] text, boolean wraps) {
      this.text = text;
      this.wraps = wraps;
    }

    static Pattern of(String form, boolean wraps) {
      return new Pattern(form.getBytes(StandardCharsets.UTF_8), wraps);
    }

    /** Returns the pairs of bytes that it may begin with. */
    List<Integer> pairs() {
      var pair = pair(text[0], text[1]);
      return wraps
          ? List.of(pair, pair(text[0], '\n'), pair(text[0], '\r'), pair(text[0], '\\'))
          : List.of(pair);
    }

    /** Returns where the match ends that begins at a place, or as {@link Wrapping} says. */
    int match(byte[] searched, int from, int end) {
      var at = from;
      for (var i = 0; i < text.length; i++) {
        if (at == end) {
          return Wrapping.OPEN;
        }
        if (searched[at] != text[i]) {
          if (i >= LEAST && searched[at] == '.') {
            return cutOff(searched, at, end);
          }
          at = i > 0 && wraps ? Wrapping.next(searched, at, end) : Wrapping.NONE;
          if (at < 0) {
            return at;
          }
          if (searched[at] != text[i]) {
            return Wrapping.NONE;
          }
        }
        at++;
      }
      return at;
    }

    /** Two dots stand for the rest of it. */
    private static int cutOff(byte[] searched, int at, int end) {
      if (searched[at - 1] == '.') {
        return at;
      }
      return at + 1 == end ? Wrapping.OPEN : searched[at + 1] == '.' ? at : Wrapping.NONE;
    }
  }

  /**
   * A place in a text where something matches, or may match once more of the text is known.
   *
   * @param start the end of the text if there is none
   * @param end 0 if nothing matches yet
   */
  record Place(int start, int end, boolean isDecided) {}

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * Returns the next place from one on.
   *
   * @param isWhole whether nothing follows the text
   */
  Place next(byte[] text, int from, int end, boolean isWhole) {
    if (size == 0) {
      return new Place(end, 0, true);
    }
    for (var i = from; i < end - 1; i++) {
      if (!begins[text[i] & 0xFF]) {
        continue; // most bytes: a small table stays in the processor's cache
      }
      var candidates = byPair[pair(text[i], text[i + 1])];
      if (candidates != NOTHING) {
        var place = place(candidates, text, i, end);
        if (place.end > 0 || !(place.isDecided || isWhole)) {
          return isWhole ? new Place(i, place.end, true) : place;
        }
      }
    }
    var isOpen = !isWhole && from < end && begins[text[end - 1] & 0xFF];
    return isOpen ? new Place(end - 1, 0, false) : new Place(end, 0, true);
  }

  private static Place place(Pattern[] candidates, byte[] text, int from, int end) {
    var longest = 0;
    var isDecided = true;
    for (var candidate : candidates) {
      var match = candidate.match(text, from, end);
      longest = Math.max(longest, match);
      isDecided &= match != Wrapping.OPEN;
    }
    return new Place(from, longest, isDecided);
  }

  private static int pair(int first, int second) {
    return ((first & 0xFF) << 8) | (second & 0xFF);
  }
}
