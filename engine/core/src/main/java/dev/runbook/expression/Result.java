package dev.runbook.expression;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What evaluating gives. */
public sealed interface Result {

  /**
   * A value.
   *
   * @param value one of the values that {@link dev.runbook.json} lists, or, for a root name only, a
   *     {@link Namespace}
   */
  record Known(@Nullable Object value) implements Result {}

  /**
   * Not known before some steps have run; only a preview answers so.
   *
   * @param after the addresses of those steps, such as {@code publish/next_tag}; {@code input NAME}
   *     for one that is not given, {@code secret NAME} for one that a preview does not read
   * @param part what is known of it all the same; null if nothing is
   */
  record Unknown(Set<String> after, @Nullable Part part) implements Result {
    public Unknown {
      after = Set.copyOf(after);
    }

    public Unknown(Set<String> after) {
      this(after, null);
    }

    public Unknown and(Unknown other) {
      var both = new TreeSet<>(after);
      both.addAll(other.after);
      return new Unknown(both);
    }

    /** Returns what stands for it in a text: {@code <known after STEP>}, {@code <secret NAME>}. */
    public String shown() {
      return part instanceof Part.Text text ? text.shown() : shown(after);
    }

    /** Returns what stands in a text for something known after those. */
    public static String shown(Collection<String> after) {
      var names = String.join(", ", new TreeSet<>(after));
      return after.stream().allMatch(Unknown::isGiven)
          ? "<" + names + ">"
          : "<known after " + names + ">";
    }

    private static boolean isGiven(String name) {
      return name.startsWith("input ") || name.startsWith("secret ");
    }
  }

  /** What is known of something that is not known as a whole. */
  sealed interface Part {

    /** What stands for it in a text, such as {@code v-<known after STEP>}. */
    record Text(String shown) implements Part {}

    /** The elements of a list. */
    record Items(List<Result> items) implements Part {
      public Items {
        items = List.copyOf(items);
      }
    }

    /** The values of a map by its keys. */
    record Entries(Map<String, Result> entries) implements Part {
      public Entries {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      }
    }
  }

  /**
   * Not there: an output of a skipped step, an absent key. {@code default} and {@code has} accept
   * it, all else is an error with this reason.
   *
   * @param reason one sentence, lower case, such as "step `push` was skipped: its `when` was false"
   */
  record Missing(String reason, @Nullable String hint) implements Result {}

  static Result of(@Nullable Object value) {
    return new Known(value);
  }

  static Result unknown(String after) {
    return new Unknown(Set.of(after));
  }
}
