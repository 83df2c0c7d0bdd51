package dev.runbook.expression;

import java.util.Collection;
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
   */
  record Unknown(Set<String> after) implements Result {
    public Unknown {
      after = Set.copyOf(after);
    }

    public Unknown and(Unknown other) {
      var both = new TreeSet<>(after);
      both.addAll(other.after);
      return new Unknown(both);
    }

    /** Returns what stands for it in a text: {@code <known after STEP>}, {@code <secret NAME>}. */
    public String shown() {
      return shown(after);
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
