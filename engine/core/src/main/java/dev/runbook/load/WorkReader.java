package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import dev.runbook.text.Span;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a step does: the value behind the key of its kind, and the keys that go with it. */
final class WorkReader {
  private static final List<String> WAIT_KEYS = List.of("until", "zone");

  private final Scalars scalars;
  private final Problems problems;
  private final Templates templates;
  private final StepReader steps;
  private final GateReader gates;

  WorkReader(Scalars scalars, Templates templates, StepReader steps) {
    this.scalars = scalars;
    this.problems = scalars.problems();
    this.templates = templates;
    this.steps = steps;
    this.gates = new GateReader(scalars);
  }

  /** Returns the work; null if it cannot be read, which is reported. */
  @Nullable Work read(StepKind kind, Fields fields, Span key) {
    var entry = fields.get(kind.key());
    if (entry == null) {
      return null;
    }
    return switch (kind) {
      case ACTION -> act(entry, fields);
      case GATE -> gates.read(entry);
      case WAIT -> waiting(entry);
      case ASSERT -> assertion(entry, fields);
      case GROUP -> group(entry, fields);
      case CALL -> call(entry, fields);
      case ROLLBACK -> rollback(entry);
    };
  }

  private @Nullable Work act(Node.Entry entry, Fields fields) {
    var action = scalars.word(entry.value(), "the name of an action");
    var with = with(fields.read("with", templates::arguments), entry.value().span());
    return action == null ? null : new Work.Act(action, with);
  }

  private @Nullable Work call(Node.Entry entry, Fields fields) {
    var file = scalars.word(entry.value(), "the path of a runbook");
    var with = with(fields.read("with", scalars::arguments), entry.value().span());
    return file == null ? null : new Work.Call(file, with);
  }

  private static Value.Entries with(Value.@Nullable Entries with, Span otherwise) {
    return with == null ? new Value.Entries(List.of(), otherwise) : with;
  }

  private @Nullable Work waiting(Node.Entry entry) {
    if (entry.value() instanceof Node.Entries map) {
      return waitUntil(entry, new Fields(map, WAIT_KEYS, problems));
    }
    if (!(entry.value() instanceof Node.Scalar scalar)) {
      scalars.expected("a duration or an instant", entry.value(), null);
      return null;
    }
    if (Scalars.hasTemplate(scalar) || isInstant(scalar.text())) {
      return new Work.Wait(scalars.value(scalar));
    }
    if (isTime(scalar.text())) {
      problems.error(
          scalar.span(),
          Words.name(scalar.text()) + " is a time of day",
          "write `wait: { until: '" + scalar.text() + "' }`");
      return null;
    }
    var duration = scalars.duration(entry);
    return duration == null ? null : new Work.Wait(duration);
  }

  private @Nullable Work waitUntil(Node.Entry entry, Fields fields) {
    var until = fields.read("until", this::timeOfDay);
    var zone = fields.read("zone", this::zone);
    if (until == null && !fields.isMeant("until")) {
      problems.error(entry.key().span(), "missing `until`", "write `wait: { until: '09:00' }`");
    }
    return until == null ? null : new Work.WaitUntil(until, zone);
  }

  private @Nullable Value timeOfDay(Node.Entry entry) {
    if (entry.value() instanceof Node.Scalar scalar
        && !Scalars.hasTemplate(scalar)
        && !isTime(scalar.text())) {
      problems.error(
          scalar.span(),
          Words.name(scalar.text()) + " is not a time of day",
          "write it with two digits each: '09:00' or '09:00:30'");
      return null;
    }
    return scalars.text(entry);
  }

  private @Nullable Value zone(Node.Entry entry) {
    if (entry.value() instanceof Node.Scalar scalar
        && !Scalars.hasTemplate(scalar)
        && !isZone(scalar.text())) {
      problems.error(
          scalar.span(),
          Words.name(scalar.text()) + " is not a time zone",
          zoneHint(scalar.text()));
      return null;
    }
    return scalars.text(entry);
  }

  private static String zoneHint(String zone) {
    return dev.runbook.diagnostic.Spelling.didYouMean(zone, ZoneId.getAvailableZoneIds())
        .orElse("write it such as `Europe/Paris` or `UTC`");
  }

  private static boolean isZone(String text) {
    try {
      ZoneId.of(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isTime(String text) {
    try {
      LocalTime.parse(text);
      return text.length() <= "09:00:00".length();
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isInstant(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private @Nullable Work assertion(Node.Entry entry, Fields fields) {
    var condition = scalars.expression(entry);
    return condition == null
        ? null
        : new Work.Assert(condition, fields.read("message", scalars::text));
  }

  private Work group(Node.Entry entry, Fields fields) {
    var inner = steps.steps(entry);
    var parallel = fields.read("parallel", this::parallel);
    var rescue = fields.list("rescue", steps::steps);
    var always = fields.list("always", steps::steps);
    return new Work.Group(inner, parallel, rescue, always);
  }

  private @Nullable Value parallel(Node.Entry entry) {
    if (entry.value() instanceof Node.Scalar scalar
        && scalar.plain()
        && PlainText.isBoolean(scalar.text())) {
      return PlainText.isTrue(scalar.text()) ? scalars.value(scalar) : null;
    }
    if (entry.value() instanceof Node.Scalar scalar
        && (Scalars.hasTemplate(scalar) || PlainText.isNumber(scalar.text()))) {
      return scalars.count(entry);
    }
    scalars.expected("`true` or a number", entry.value(), null);
    return null;
  }

  private @Nullable Work rollback(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Items list)) {
      var hint =
          entry.value() instanceof Node.Scalar scalar
              ? "write " + Words.name("[" + scalar.text() + "]")
              : null;
      scalars.expected("a list of steps' ids", entry.value(), hint);
      return null;
    }
    var ids = words(list, "the id of a step");
    if (list.items().isEmpty()) {
      problems.error(list.span(), "no step to roll back", "name the ids of steps: `[ID, ID]`");
    }
    return new Work.Rollback(ids);
  }

  /** Returns the words of a list, each once. */
  private List<Word> words(Node.Items list, String what) {
    return distinct(list, what, scalars);
  }

  /** Returns the words of a list; a word that is there already is reported. */
  static List<Word> distinct(Node.Items list, String what, Scalars scalars) {
    var words = new ArrayList<Word>();
    var seen = new HashSet<String>();
    for (var item : list.items()) {
      var word = scalars.word(item, what);
      if (word != null && !seen.add(word.text())) {
        scalars
            .problems()
            .error(word.span(), Words.name(word.text()) + " is there already", "remove it");
      } else if (word != null) {
        words.add(word);
      }
    }
    return words;
  }
}
