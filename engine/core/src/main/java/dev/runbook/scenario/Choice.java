package dev.runbook.scenario;

import dev.runbook.catalog.Binding;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Spelling;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides.
 *
 * @param by an account; null for whoever may
 * @param after how long after the gate opened
 */
record Choice(
    String choice,
    @Nullable String by,
    Duration after,
    @Nullable String comment,
    Map<String, @Nullable Object> fields) {
  private static final List<String> KEYS = List.of("choice", "by", "after", "comment", "fields");
  private static final String NONE = "none";

  /** Reads one decision after the other; none where nobody decides. */
  static List<Choice> read(Value value, Problems problems) {
    if (isNone(value)) {
      return List.of();
    }
    var choices = new ArrayList<Choice>();
    var values = value instanceof Value.Items items ? items.items() : List.of(value);
    for (var one : values) {
      var choice = one(one, problems);
      if (choice != null) {
        choices.add(choice);
      }
    }
    return choices;
  }

  private static boolean isNone(Value value) {
    return value instanceof Value.Scalar scalar
        && scalar.template().constant().filter(NONE::equals).isPresent();
  }

  private static @Nullable Choice one(Value value, Problems problems) {
    if (value instanceof Value.Scalar scalar && scalar.template().constant().isPresent()) {
      var word = scalar.template().constant().get();
      return new Choice(word, null, Duration.ZERO, null, Map.of());
    }
    if (!(value instanceof Value.Entries entries)) {
      problems.error(
          value.span(), "expected a decision", "write a choice, or `{ choice: .., by: .. }`");
      return null;
    }
    for (var entry : entries.entries()) {
      if (!KEYS.contains(entry.key().text())) {
        problems.error(
            entry.key().span(),
            "unknown key " + Words.name(entry.key().text()),
            Spelling.didYouMean(entry.key().text(), KEYS)
                .orElse("the keys here are " + Words.and(KEYS)));
      }
    }
    var choice = text(entries, "choice", problems);
    if (choice == null) {
      problems.error(value.span(), "missing `choice`", "say what is decided");
      return null;
    }
    return new Choice(
        choice,
        text(entries, "by", problems),
        entries.entry("after").map(e -> Answer.duration(e, problems)).orElse(Duration.ZERO),
        text(entries, "comment", problems),
        fields(entries, problems));
  }

  private static @Nullable String text(Value.Entries entries, String key, Problems problems) {
    return entries.entry(key).map(entry -> Answer.text(entry, problems)).orElse(null);
  }

  private static Map<String, @Nullable Object> fields(Value.Entries entries, Problems problems) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    if (entries.entry("fields").map(Value.Entry::value).orElse(null)
        instanceof Value.Entries given) {
      Answer.given(given, problems)
          .ifPresent(all -> all.entries().forEach((name, v) -> fields.put(name, plain(v))));
    }
    return fields;
  }

  /** A field is read by its declared type: what is written without quotes stays text. */
  private static @Nullable Object plain(Given given) {
    return given instanceof Given.Plain plain ? plain.text() : Binding.any(given);
  }
}
