package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Word;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map with known keys. All others, and keys without a value, are reported when it is made. What
 * stands behind a misspelt key is read all the same, to find mistakes in it too.
 */
final class Fields {
  private static final int FEW = 13;

  private final Node.Entries map;
  private final Map<String, Node.Entry> known = new HashMap<>();
  private final Set<String> meant = new HashSet<>();

  /**
   * @param allowed the known keys, in the order in which hints list them
   */
  Fields(Node.Entries map, Collection<String> allowed, Problems problems) {
    this.map = corrected(map, allowed);
    for (var entry : map.entries()) {
      if (!allowed.contains(entry.key().text())) {
        unknown(entry, allowed, problems);
      } else if (entry.isEmpty()) {
        meant.add(entry.key().text());
        problems.error(
            entry.key().span(),
            "no value after " + Words.name(entry.key().text()),
            "give it one, or remove the key");
      } else {
        known.put(entry.key().text(), entry);
      }
    }
    this.map.entries().stream()
        .filter(entry -> meant.contains(entry.key().text()) && !entry.isEmpty())
        .forEach(entry -> known.putIfAbsent(entry.key().text(), entry));
  }

  /** Returns the map with slips of a letter put right; they are reported all the same. */
  private static Node.Entries corrected(Node.Entries map, Collection<String> allowed) {
    var keys = map.entries().stream().map(entry -> entry.key().text()).toList();
    var entries =
        map.entries().stream()
            .map(
                entry -> {
                  var key = entry.key().text();
                  return Optional.of(key)
                      .filter(written -> !allowed.contains(written))
                      .flatMap(written -> Spelling.nearest(written, allowed))
                      .filter(near -> Math.abs(near.length() - key.length()) < 2)
                      .filter(near -> !keys.contains(near))
                      .map(
                          near -> new Node.Entry(new Word(near, entry.key().span()), entry.value()))
                      .orElse(entry);
                })
            .toList();
    return new Node.Entries(entries, map.span(), map.size(), map.height());
  }

  private void unknown(Node.Entry entry, Collection<String> allowed, Problems problems) {
    var key = entry.key().text();
    var colon = key.indexOf(':');
    if (colon > 0 && allowed.contains(key.substring(0, colon)) && entry.isEmpty()) {
      meant.add(key.substring(0, colon));
      problems.error(
          entry.key().span(),
          "no space after the colon",
          "write " + Words.name(key.replaceFirst(":", ": ")));
      return;
    }
    if (allowed.contains("action") && key.matches("[a-z]\\w*\\.\\w+")) {
      meant.add("action");
      problems.error(
          entry.key().span(),
          "unknown key " + Words.name(key),
          "write " + Words.name("action: " + key) + ", and its arguments below `with`");
      return;
    }
    Spelling.nearest(key, allowed).ifPresent(meant::add);
    var near = Spelling.didYouMean(key, allowed).orElse(null);
    problems.error(
        entry.key().span(), "unknown key " + Words.name(key), near != null ? near : known(allowed));
  }

  /** A step has more keys than a line can list. */
  private static String known(Collection<String> allowed) {
    return allowed.size() <= FEW
        ? "the keys here are " + Words.and(allowed)
        : "remove it; an argument of an action stands inside `with`";
  }

  Node.Entries map() {
    return map;
  }

  boolean isEmpty() {
    return map.entries().isEmpty();
  }

  boolean has(String key) {
    return known.containsKey(key);
  }

  /** Returns whether the key is there, or one that was reported and probably means it. */
  boolean isMeant(String key) {
    return known.containsKey(key) || meant.contains(key);
  }

  Node.@Nullable Entry get(String key) {
    return known.get(key);
  }

  /** Returns what the reader makes of the key's value; null if the key is not there. */
  <T> @Nullable T read(String key, Function<Node.Entry, @Nullable T> reader) {
    var entry = known.get(key);
    return entry == null ? null : reader.apply(entry);
  }

  /** Returns what the reader makes of the key's value; empty if the key is not there. */
  <T> List<T> list(String key, Function<Node.Entry, List<T>> reader) {
    var entry = known.get(key);
    return entry == null ? List.of() : reader.apply(entry);
  }
}
