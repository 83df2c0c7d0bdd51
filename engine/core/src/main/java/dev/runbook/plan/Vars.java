package dev.runbook.plan;

import dev.runbook.expression.Reference;
import dev.runbook.model.Runbook;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The variables of a runbook and what they read, through each other too. */
final class Vars {
  private final Map<String, Runbook.Named> byName = new LinkedHashMap<>();
  private final Map<String, List<Reference>> reads = new LinkedHashMap<>();

  Vars(Runbook runbook) {
    runbook.vars().forEach(named -> byName.putIfAbsent(named.name().text(), named));
  }

  Set<String> names() {
    return byName.keySet();
  }

  Optional<Runbook.Named> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns what a variable reads, and what the variables read that it reads. */
  List<Reference> reads(String name) {
    return reads.computeIfAbsent(name, this::collect);
  }

  private List<Reference> collect(String name) {
    var found = new LinkedHashSet<Reference>();
    collect(name, found, new HashSet<>());
    return List.copyOf(found);
  }

  private void collect(String name, Set<Reference> found, Set<String> visited) {
    var named = byName.get(name);
    if (named == null || !visited.add(name)) {
      return;
    }
    for (var reference : Reads.of(named.value())) {
      found.add(reference);
      var variable = nameBelow("vars", reference);
      if (variable != null) {
        collect(variable, found, visited);
      }
    }
  }

  /** Returns the variables on a way from one back to itself, both ends too; empty if none. */
  List<String> circle(String name) {
    return way(name, name, new HashSet<>()).orElse(List.of());
  }

  private Optional<List<String>> way(String from, String to, Set<String> visited) {
    var named = byName.get(from);
    if (named == null || !visited.add(from)) {
      return Optional.empty();
    }
    return Reads.of(named.value()).stream()
        .map(reference -> nameBelow("vars", reference))
        .flatMap(next -> next == null ? null : rest(next, to, visited).stream())
        .map(rest -> Stream.concat(Stream.of(from), rest.stream()).toList())
        .findFirst();
  }

  private Optional<List<String>> rest(String next, String to, Set<String> visited) {
    return next.equals(to) ? Optional.of(List.of(next)) : way(next, to, visited);
  }

  /** Returns the name that a reference reads below a root name; null if it reads another root. */
  static @Nullable String nameBelow(String root, Reference reference) {
    return reference.path().size() > 1 && reference.path().get(0).equals(root)
        ? reference.path().get(1)
        : null;
  }
}
