package dev.runbook.scenario;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Values;
import dev.runbook.model.Scenarios.Expectation;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.plan.Plan;
import dev.runbook.run.Ended;
import dev.runbook.run.RunResult;
import dev.runbook.run.StagedRun;
import dev.runbook.text.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks whether a run went as expected; each time it did not is a problem at its line. */
final class Checks {
  private final Plan plan;
  private final StagedRun run;
  private final RunResult result;
  private final Witness witness;
  private final List<Diagnostic> found = new ArrayList<>();

  Checks(Plan plan, StagedRun run, RunResult result, Witness witness) {
    this.plan = plan;
    this.run = run;
    this.result = result;
    this.witness = witness;
  }

  /** Returns where the run was another than expected. */
  List<Diagnostic> of(Expectation expected) {
    if (expected.ended() != null && !expected.ended().text().equals(word(result.status()))) {
      differs(expected.ended().span(), expected.ended().text(), end(result));
    }
    expected.outputs().forEach(this::output);
    order(expected.order());
    each(expected.ran(), witness.ran(), true, "it ran");
    each(expected.never(), witness.ran(), false, "it never ran");
    each(expected.skipped(), witness.skipped(), true, "it was skipped");
    each(expected.failed(), witness.failed(), true, "it failed");
    each(expected.asked(), List.copyOf(witness.asked().keySet()), true, "it was asked");
    expected.times().forEach(this::times);
    expected.with().forEach(this::with);
    expected.shown().forEach(this::shown);
    expected.refused().forEach(this::refused);
    failure(expected);
    if (expected.took() != null) {
      took(expected.took());
    }
    return List.copyOf(found);
  }

  private void differs(Span span, String expected, String actual) {
    found.add(Diagnostic.error(span, "expected " + expected + ", but " + actual, null));
  }

  static String word(RunResult.Status status) {
    return status == RunResult.Status.PAUSED ? "waiting" : status.name().toLowerCase(Locale.ROOT);
  }

  /** Returns how a run ended, in words. */
  static String end(RunResult result) {
    var failure = result.failure();
    if (failure != null) {
      return "it failed: `" + failure.step() + "`: " + failure.reason();
    }
    var waits = result.waiting().stream().map(opening -> opening.step()).toList();
    return result.status() == RunResult.Status.PAUSED && !waits.isEmpty()
        ? "it is waiting at " + Words.and(waits)
        : "it ended " + word(result.status());
  }

  private void output(Value.Entry entry) {
    var name = entry.key().text();
    var actual = result.outputs().get(name);
    if (!result.outputs().containsKey(name)) {
      var names = result.outputs().keySet();
      var there = names.isEmpty() ? "there are no outputs" : "the outputs are " + Words.and(names);
      differs(entry.key().span(), "output " + Words.name(name), there);
    } else if (!Compared.isAsExpected(entry.value(), actual)) {
      differs(
          entry.value().span(),
          Compared.shown(entry.value()),
          "output " + Words.name(name) + " is " + Compared.shown(actual));
    }
  }

  private void order(List<Word> words) {
    var at = 0;
    var ran = witness.ran();
    for (var word : words) {
      var address = Address.of(word.text());
      var next = at;
      while (next < ran.size() && !address.matches(plan, ran.get(next))) {
        next++;
      }
      if (next == ran.size()) {
        var meant = ran.stream().filter(key -> words.stream().anyMatch(matching(key))).toList();
        differs(
            word.span(),
            "this order: " + words.stream().map(Word::text).collect(Collectors.joining(", ")),
            "the order was: " + String.join(", ", meant));
        return;
      }
      at = next + 1;
    }
  }

  private Predicate<Word> matching(String key) {
    return word -> Address.of(word.text()).matches(plan, key);
  }

  private void each(List<Word> words, List<String> keys, boolean wanted, String what) {
    for (var word : words) {
      var matching = matching(keys, word.text());
      if (matching.isEmpty() == wanted) {
        var actual = wanted ? became(word.text()) : ran(matching);
        differs(word.span(), "that " + what, actual);
      }
    }
  }

  private static String ran(List<String> keys) {
    return keys.size() == 1 ? "`" + keys.get(0) + "` ran" : Words.and(keys) + " ran";
  }

  /** Returns what became of a step, in words. */
  private String became(String address) {
    var skipped = matching(witness.skipped(), address);
    if (!skipped.isEmpty()) {
      var ended = witness.ends().get(skipped.get(0));
      return ended instanceof Ended.Skipped s ? "it was skipped: " + s.reason() : "it was skipped";
    }
    if (!matching(witness.failed(), address).isEmpty()) {
      return "it failed";
    }
    return matching(witness.ran(), address).isEmpty()
        ? "the run never came to it: " + end(result)
        : "it succeeded";
  }

  private List<String> matching(List<String> keys, String address) {
    return keys.stream().filter(key -> Address.of(address).matches(plan, key)).toList();
  }

  private void times(Value.Entry entry) {
    var times = new LinkedHashSet<String>();
    matching(witness.ran(), entry.key().text()).forEach(times::add);
    times.removeIf(key -> times.stream().anyMatch(other -> other.startsWith(key + "[")));
    if (!Compared.isAsExpected(entry.value(), BigDecimal.valueOf(times.size()))) {
      differs(
          entry.value().span(),
          Words.count(number(entry.value()), "time"),
          "it ran " + Words.count(times.size(), "time"));
    }
  }

  private static long number(Value value) {
    var text = Compared.shown(value);
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
  }

  private void with(Value.Entry entry) {
    var calls = new ArrayList<Map<?, ?>>();
    for (var event : run.events()) {
      if (event.event().equals("step.started")
          && event.step() != null
          && Address.of(entry.key().text()).matches(plan, event.step())
          && event.data().get("with") instanceof Map<?, ?> with) {
        calls.add(with);
      }
    }
    if (calls.isEmpty()) {
      differs(entry.key().span(), "that it was called", became(entry.key().text()));
    } else if (calls.stream().noneMatch(call -> Compared.isAsExpected(entry.value(), call))) {
      differs(
          entry.value().span(),
          Compared.shown(entry.value()),
          "it was called with " + Compared.shown(part(entry.value(), calls.get(0))));
    }
  }

  /** Returns the part of a map that is compared. */
  private static Map<?, ?> part(Value expected, Map<?, ?> actual) {
    var part = new LinkedHashMap<Object, @Nullable Object>();
    if (expected instanceof Value.Entries entries) {
      entries.entries().forEach(e -> part.put(e.key().text(), actual.get(e.key().text())));
    }
    return part;
  }

  private void shown(Value.Entry entry) {
    var gates = matching(List.copyOf(witness.asked().keySet()), entry.key().text());
    if (gates.isEmpty()) {
      differs(entry.key().span(), "that it was asked", became(entry.key().text()));
      return;
    }
    var opening = witness.asked().get(gates.get(gates.size() - 1));
    Map<String, ?> show = opening == null ? Map.of() : opening.show();
    if (!Compared.isAsExpected(entry.value(), show)) {
      differs(
          entry.value().span(),
          Compared.shown(entry.value()),
          "it showed " + Compared.shown(part(entry.value(), show)));
    }
  }

  private void refused(Value.Entry entry) {
    var wanted = Compared.shown(entry.value()).replace("\"", "");
    var reasons = new ArrayList<String>();
    witness
        .refused()
        .forEach(
            (key, why) -> {
              if (Address.of(entry.key().text()).matches(plan, key)) {
                reasons.addAll(why);
              }
            });
    if (reasons.stream().noneMatch(reason -> reason.contains(wanted))) {
      differs(
          entry.value().span(),
          "a refusal: " + wanted,
          reasons.isEmpty() ? "no decision was refused" : "it was: " + reasons.get(0));
    }
  }

  private void failure(Expectation expected) {
    var failure = result.failure();
    var step = expected.failedStep();
    if (step != null
        && (failure == null || !Address.of(step.text()).matches(plan, failure.step()))) {
      differs(step.span(), "a failure of " + Words.name(step.text()), end(result));
    }
    var says = expected.says();
    if (says != null && (failure == null || !failure.reason().contains(says.text()))) {
      differs(says.span(), "that it says " + Words.name(says.text()), end(result));
    }
  }

  private void took(Word expected) {
    var sign = expected.text().replaceFirst("[^<>=].*", "").strip();
    var bound = Values.duration(expected.text().replaceFirst("^[<>]=?\\s*", ""));
    var order = run.took().compareTo(bound);
    var holds =
        switch (sign) {
          case ">" -> order > 0;
          case ">=" -> order >= 0;
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          default -> order == 0;
        };
    if (!holds) {
      differs(expected.span(), expected.text(), "it took " + text(run.took()));
    }
  }

  static String text(Duration time) {
    return Values.text(time);
  }
}
