package dev.runbook.scenario;

import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Values;
import dev.runbook.model.Value;
import dev.runbook.run.NoNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for one answer of an action, or of a called runbook.
 *
 * @param kind what sort of answer it is
 * @param reason why it fails, breaks or is not yet done; empty for what is done
 * @param outputs those that the scenario gives; the rest is the action's example
 * @param after how much time passes before it is given
 * @param lasts for how long it is given again before the next one is; null for once
 */
record Answer(
    Kind kind, String reason, Given.Entries outputs, Duration after, @Nullable Duration lasts) {
  private static final List<String> WORDS =
      List.of("fails", "breaks", "not_yet", "after", "for", "outputs");

  /** What sort of answer it is. */
  enum Kind {
    DONE,
    FAILS,
    BREAKS,
    NOT_YET
  }

  /** Reads one answer after the other; what is wrong is reported. */
  static List<Answer> read(Value value, @Nullable ActionType type, Problems problems) {
    var answers = new ArrayList<Answer>();
    var values = value instanceof Value.Items items ? items.items() : List.of(value);
    if (values.isEmpty()) {
      problems.error(value.span(), "no answer", "write a map of outputs, such as `{ count: 2 }`");
    }
    for (var one : values) {
      if (one instanceof Value.Entries entries) {
        one(entries, type, problems).ifPresent(answers::add);
      } else {
        problems.error(
            one.span(),
            "expected an answer",
            "write a map of outputs, or `{ fails: REASON }`, `{ breaks: REASON }`");
      }
    }
    return answers;
  }

  private static Optional<Answer> one(
      Value.Entries entries, @Nullable ActionType type, Problems problems) {
    var names = type == null ? List.<String>of() : outputs(type);
    var before = problems.errors();
    var own = new ArrayList<Value.Entry>();
    var kind = Kind.DONE;
    var reason = "";
    var after = Duration.ZERO;
    Duration lasts = null;
    for (var entry : entries.entries()) {
      var key = entry.key().text();
      if (!WORDS.contains(key) || names.contains(key)) {
        own.add(entry);
        continue;
      }
      switch (key) {
        case "after" -> after = duration(entry, problems);
        case "for" -> lasts = duration(entry, problems);
        case "outputs" -> own.addAll(map(entry, problems));
        default -> {
          if (kind != Kind.DONE) {
            problems.error(entry.key().span(), "an answer is one of these", "keep one of them");
          }
          kind = Kind.valueOf(key.toUpperCase(Locale.ROOT));
          reason = text(entry, problems);
        }
      }
    }
    var given = given(new Value.Entries(own, entries.span()), problems);
    if (type != null && given.isPresent()) {
      type.outputs(given.get(), null, problems);
    }
    return problems.errors() > before || given.isEmpty()
        ? Optional.empty()
        : Optional.of(new Answer(kind, reason, given.get(), after, lasts));
  }

  private static List<String> outputs(ActionType type) {
    return type.outputs().stream().map(ActionType.Part::name).toList();
  }

  private static Collection<Value.Entry> map(Value.Entry entry, Problems problems) {
    if (entry.value() instanceof Value.Entries entries) {
      return entries.entries();
    }
    problems.error(entry.value().span(), "expected a map of outputs");
    return List.of();
  }

  static Optional<Given.Entries> given(Value.Entries entries, Problems problems) {
    try {
      return Optional.of((Given.Entries) Evaluation.of(entries, NoNames.SEEN));
    } catch (EvaluationException e) {
      problems.add(e.diagnostic());
      return Optional.empty();
    }
  }

  static Duration duration(Value.Entry entry, Problems problems) {
    var text = text(entry, problems);
    try {
      return Values.duration(text);
    } catch (IllegalArgumentException e) {
      problems.error(
          entry.value().span(),
          Words.name(text) + " is not a duration",
          "write it such as `30s`, `15m` or `1h30m`");
      return Duration.ZERO;
    }
  }

  /** Returns text without templates. */
  static String text(Value.Entry entry, Problems problems) {
    if (entry.value() instanceof Value.Scalar scalar && scalar.template().constant().isPresent()) {
      return scalar.template().constant().get();
    }
    problems.error(entry.value().span(), "expected text");
    return "";
  }
}
