package dev.runbook.catalog;

import dev.runbook.expression.Result;
import dev.runbook.expression.Type;
import dev.runbook.text.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a runbook after its templates were evaluated, before it is bound to a declared type.
 */
public sealed interface Given {
  Span span();

  /**
   * Written without quotes and without a template: read by the declared type, so that {@code 1.80}
   * is text for a text argument and a number for a number.
   */
  record Plain(String text, Span span) implements Given {}

  /**
   * Quoted text, or what a template gave: one of the values that {@link dev.runbook.json} lists.
   */
  record Fixed(@Nullable Object value, Span span) implements Given {}

  /**
   * Known after some steps have run; only in a preview.
   *
   * @param shown what stands for it in a text, such as {@code v-<known after STEP>}
   */
  record Unknown(List<String> after, String shown, Span span) implements Given {
    public Unknown {
      after = List.copyOf(after);
    }

    public Unknown(List<String> after, Span span) {
      this(after, Result.Unknown.shown(after), span);
    }
  }

  /** Not evaluated at all, only checked: what is known of it before anything runs. */
  record Typed(Type type, Span span) implements Given {}

  record Items(List<Given> items, Span span) implements Given {
    public Items {
      items = List.copyOf(items);
    }
  }

  /**
   * A map.
   *
   * @param keys where each key stands
   */
  record Entries(Map<String, Given> entries, Map<String, Span> keys, Span span) implements Given {
    public Entries {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      keys = Map.copyOf(keys);
    }

    /** Returns where a key stands; the map itself if it was computed. */
    public Span key(String name) {
      return keys.getOrDefault(name, span);
    }
  }
}
