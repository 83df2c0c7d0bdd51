package dev.runbook.expression;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a function takes in one place.
 *
 * @param kinds what it may be; all kinds if it may be any value
 * @param elements what the elements of a list may be
 */
record Parameter(String name, Set<Kind> kinds, Set<Kind> elements, boolean isOptional) {

  /** Returns what it takes, within a sentence: "text, a list or a map", "a list of numbers". */
  String wants() {
    if (kinds.contains(Kind.NULL)) {
      return "any value";
    }
    var named = kinds.stream().filter(kind -> kind != Kind.SECRET).toList();
    return kinds.contains(Kind.LIST) && !elements.contains(Kind.NULL)
        ? "a list of " + plural()
        : Kind.or(named);
  }

  private String plural() {
    var nouns =
        elements.stream()
            .filter(kind -> kind != Kind.SECRET)
            .map(kind -> kind == Kind.TEXT ? "texts" : kind.noun() + "s")
            .collect(Collectors.toList());
    var last = nouns.remove(nouns.size() - 1);
    return nouns.isEmpty() ? last : String.join(", ", nouns) + " or " + last;
  }
}
