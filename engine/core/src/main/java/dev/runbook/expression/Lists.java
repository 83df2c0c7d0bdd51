package dev.runbook.expression;

import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The functions that work on lists and maps. */
final class Lists {
  private Lists() {}

  static BigDecimal length(Object whole) {
    if (whole instanceof String text) {
      return BigDecimal.valueOf(text.codePointCount(0, text.length()));
    }
    return BigDecimal.valueOf(
        whole instanceof Map<?, ?> map ? map.size() : ((List<?>) whole).size());
  }

  static List<@Nullable Object> copy(Collection<?> values) {
    return Collections.unmodifiableList(new ArrayList<@Nullable Object>(values));
  }

  static List<@Nullable Object> pluck(List<?> maps, @Nullable String name) throws NoValueException {
    var found = new ArrayList<@Nullable Object>(maps.size());
    for (var i = 0; i < maps.size(); i++) {
      var map = (Map<?, ?>) maps.get(i);
      if (!map.containsKey(name)) {
        throw noKey(i, map, String.valueOf(name));
      }
      found.add(map.get(name));
    }
    return Collections.unmodifiableList(found);
  }

  private static NoValueException noKey(int index, Map<?, ?> map, String name) {
    var keys = map.keySet().stream().map(String::valueOf).toList();
    return new NoValueException(
        1,
        "element " + index + " has no key " + Words.name(name),
        Spelling.didYouMean(name, keys).orElse(null));
  }

  static List<@Nullable Object> compact(List<?> list) {
    return copy(list.stream().filter(Objects::nonNull).toList());
  }

  static List<@Nullable Object> unique(List<?> list) {
    var seen = new HashSet<>();
    var found = new ArrayList<@Nullable Object>();
    for (var item : list) {
      if (seen.add(Comparing.canonical(item))) {
        found.add(item);
      }
    }
    return Collections.unmodifiableList(found);
  }

  static List<@Nullable Object> sort(List<?> list) throws NoValueException {
    for (var item : list) {
      if (Kind.of(item) != Kind.of(list.get(0))) {
        var both = Kind.of(list.get(0)).phrase() + " and " + Kind.of(item).phrase();
        throw new NoValueException(0, "`sort` cannot compare " + both, null);
      }
    }
    var sorted = new ArrayList<@Nullable Object>(list);
    sorted.sort(Comparing::compare);
    return Collections.unmodifiableList(sorted);
  }
}
