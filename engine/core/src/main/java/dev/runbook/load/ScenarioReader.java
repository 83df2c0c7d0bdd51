package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.expression.Values;
import dev.runbook.model.Scenarios;
import dev.runbook.model.Scenarios.Crash;
import dev.runbook.model.Scenarios.Expectation;
import dev.runbook.model.Scenarios.Scenario;
import dev.runbook.model.Scenarios.Setting;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.text.Source;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads scenario files. */
final class ScenarioReader {
  static final List<String> SETTING =
      List.of("inputs", "site", "start", "operator", "groups", "answers", "decisions", "crash");
  static final List<String> KEYS = join(List.of("test"), SETTING, "scenarios", "coverage");
  static final List<String> SCENARIO = join(List.of(), SETTING, "expect", "resume");
  static final List<String> RESUME = List.of("answers", "decisions", "expect", "resume");
  static final List<String> EXPECT =
      List.of(
          "ended", "outputs", "order", "ran", "never", "skipped", "failed", "asked", "times",
          "with", "shown", "refused", "error", "took");
  static final List<String> ENDS = List.of("succeeded", "failed", "cancelled", "waiting");

  private final Source source;
  private final Scalars scalars;
  private final Problems problems;

  ScenarioReader(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.scalars = new Scalars(problems);
  }

  private static List<String> join(List<String> first, List<String> then, String... last) {
    var all = new ArrayList<>(first);
    all.addAll(then);
    all.addAll(List.of(last));
    return List.copyOf(all);
  }

  /** Returns what the file says, without what could not be read, which is reported. */
  Optional<Scenarios> read(Path path, Node root) {
    if (!(root instanceof Node.Entries map)) {
      scalars.expected("a map", root, "a scenario file has `test` and `scenarios`");
      return Optional.empty();
    }
    var fields = new Fields(map, KEYS, problems);
    var test = fields.read("test", scalars::word);
    if (test == null && !fields.isMeant("test")) {
      problems.error(map.span(), "missing `test`", "name the runbook: `test: RUNBOOK.yaml`");
    }
    if (!fields.isMeant("scenarios")) {
      problems.error(map.span(), "missing `scenarios`", "write `scenarios: { NAME: { .. } }`");
    }
    var scenarios = fields.list("scenarios", this::scenarios);
    var coverage = fields.read("coverage", this::coverage);
    var common = setting(fields);
    return test == null
        ? Optional.empty()
        : Optional.of(new Scenarios(path, source, test, common, scenarios, coverage));
  }

  private @Nullable Word coverage(Node.Entry entry) {
    var word = scalars.word(entry);
    if (word != null && !word.text().matches("\\d{1,2}%|100%")) {
      problems.error(word.span(), "expected a percentage", "write it such as `90%`");
      return null;
    }
    return word;
  }

  private Setting setting(Fields fields) {
    return new Setting(
        fields.list("inputs", this::values),
        fields.list("site", this::words),
        fields.read("start", this::instant),
        fields.read("operator", scalars::word),
        fields.list("groups", this::values),
        fields.list("answers", this::values),
        fields.list("decisions", this::values),
        fields.read("crash", this::crash));
  }

  private @Nullable Word instant(Node.Entry entry) {
    var word = scalars.word(entry);
    try {
      if (word != null) {
        OffsetDateTime.parse(word.text());
      }
      return word;
    } catch (DateTimeException e) {
      problems.error(
          entry.value().span(),
          Words.name(Objects.requireNonNull(word).text()) + " is not an instant",
          "write it such as `2026-11-23T09:00:00+01:00`");
      return null;
    }
  }

  private @Nullable Crash crash(Node.Entry entry) {
    if (entry.value() instanceof Node.Entries map) {
      var during = new Fields(map, List.of("during"), problems).read("during", scalars::word);
      return during == null ? null : new Crash.During(during);
    }
    var everywhere = scalars.choice(entry, List.of("everywhere"));
    return everywhere == null ? null : new Crash.Everywhere(entry.value().span());
  }

  private List<Value.Entry> values(Node.Entry entry) {
    if (entry.value() instanceof Node.Entries map) {
      return scalars.entries(map).entries();
    }
    scalars.expected(
        "a map", entry.value(), "write " + Words.name(entry.key().text() + ": { NAME: VALUE }"));
    return List.of();
  }

  /** Returns a word, or a list of them. */
  private List<Word> words(Node.Entry entry) {
    var nodes = entry.value() instanceof Node.Items list ? list.items() : List.of(entry.value());
    return nodes.stream().map(node -> scalars.word(node, "text")).filter(Objects::nonNull).toList();
  }

  private List<Scenario> scenarios(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Entries map)) {
      scalars.expected("a map", entry.value(), "give each scenario a name: `NAME: { .. }`");
      return List.of();
    }
    if (map.entries().isEmpty()) {
      problems.error(
          map.span(), "no scenario", "add one: `NAME: { expect: { ended: succeeded } }`");
    }
    return map.entries().stream()
        .map(each -> scenario(each.key(), each, SCENARIO))
        .filter(Objects::nonNull)
        .toList();
  }

  private @Nullable Scenario scenario(Word name, Node.Entry entry, List<String> keys) {
    if (!(entry.value() instanceof Node.Entries map)) {
      scalars.expected("a map", entry.value(), "a scenario has " + Words.and(keys));
      return null;
    }
    var fields = new Fields(map, keys, problems);
    if (!fields.isMeant("expect") && keys.equals(SCENARIO)) {
      problems.error(name.span(), "nothing is expected", "add `expect: { ended: succeeded }`");
    }
    return new Scenario(
        name,
        setting(fields),
        expectation(fields.get("expect")),
        fields.read("resume", resumed -> scenario(name, resumed, RESUME)));
  }

  private Expectation expectation(Node.@Nullable Entry entry) {
    var empty = new Node.Entries(List.of(), source.span(0, 0), 0, 0);
    var map = entry != null && entry.value() instanceof Node.Entries found ? found : empty;
    if (entry != null && !(entry.value() instanceof Node.Entries)) {
      scalars.expected("a map", entry.value(), "write `expect: { ended: succeeded }`");
    }
    var fields = new Fields(map, EXPECT, problems);
    var error = error(fields.get("error"));
    return new Expectation(
        fields.read("ended", this::ended),
        fields.list("outputs", this::values),
        fields.list("order", this::words),
        fields.list("ran", this::words),
        fields.list("never", this::words),
        fields.list("skipped", this::words),
        fields.list("failed", this::words),
        fields.list("asked", this::words),
        fields.list("times", this::values),
        fields.list("with", this::values),
        fields.list("shown", this::values),
        fields.list("refused", this::values),
        error == null ? null : error.read("step", scalars::word),
        error == null ? null : error.read("says", scalars::word),
        fields.read("took", this::took));
  }

  private @Nullable Fields error(Node.@Nullable Entry entry) {
    if (entry == null) {
      return null;
    }
    if (entry.value() instanceof Node.Entries map) {
      return new Fields(map, List.of("step", "says"), problems);
    }
    scalars.expected("a map", entry.value(), "write `error: { step: ID, says: TEXT }`");
    return null;
  }

  private @Nullable Word ended(Node.Entry entry) {
    var choice = scalars.choice(entry, ENDS);
    return choice == null ? null : new Word(choice, entry.value().span());
  }

  private @Nullable Word took(Node.Entry entry) {
    var word = scalars.word(entry);
    if (word == null) {
      return null;
    }
    var duration = word.text().replaceFirst("^[<>]=?\\s*", "");
    try {
      Values.duration(duration);
      return word;
    } catch (IllegalArgumentException e) {
      problems.error(
          word.span(),
          Words.name(duration) + " is not a duration",
          "write it such as `3h`, `'> 12h'` or `'< 90m'`");
      return null;
    }
  }
}
