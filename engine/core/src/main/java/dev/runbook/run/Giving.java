package dev.runbook.run;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Given;
import dev.runbook.expression.Result;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads evaluated values where no type is declared. */
final class Giving {
  private Giving() {}

  /** Returns the value, plain scalars by the YAML core schema; unknown if any part of it is. */
  static Result result(Given given) {
    var after = new TreeSet<String>();
    unknowns(given, after);
    return after.isEmpty() ? Result.of(Binding.any(given)) : new Result.Unknown(after, part(given));
  }

  /** Returns what is known of something that is not known as a whole. */
  private static Result.@Nullable Part part(Given given) {
    if (given instanceof Given.Unknown unknown) {
      var nothing = Result.Unknown.shown(unknown.after());
      return unknown.shown().equals(nothing) ? null : new Result.Part.Text(unknown.shown());
    }
    if (given instanceof Given.Items items) {
      return new Result.Part.Items(items.items().stream().map(Giving::result).toList());
    }
    if (given instanceof Given.Entries entries) {
      var parts = new LinkedHashMap<String, Result>();
      entries.entries().forEach((key, value) -> parts.put(key, result(value)));
      return new Result.Part.Entries(parts);
    }
    return null;
  }

  /** Returns the value as far as it is known, with {@code <known after STEP>} for the rest. */
  static @Nullable Object shown(Given given) {
    if (given instanceof Given.Unknown unknown) {
      return unknown.shown();
    }
    if (given instanceof Given.Items items) {
      return items.items().stream().map(Giving::shown).toList();
    }
    if (given instanceof Given.Entries entries) {
      var map = new LinkedHashMap<String, @Nullable Object>();
      entries.entries().forEach((key, value) -> map.put(key, shown(value)));
      return map;
    }
    return Binding.any(given);
  }

  private static void unknowns(Given given, Set<String> after) {
    if (given instanceof Given.Unknown unknown) {
      after.addAll(unknown.after());
    } else if (given instanceof Given.Items items) {
      items.items().forEach(item -> unknowns(item, after));
    } else if (given instanceof Given.Entries entries) {
      entries.entries().values().forEach(value -> unknowns(value, after));
    }
  }
}
