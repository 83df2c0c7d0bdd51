package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.model.Work;
import dev.runbook.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the steps of one file. Of a step that cannot be read only the id is kept. */
final class StepReader {
  private static final String STEPS = "a list of steps";

  private final Scalars scalars;
  private final Problems problems;
  private final WorkReader work;
  private final SettingsReader settings;
  private final Map<String, Word> ids = new HashMap<>();

  StepReader(Scalars scalars, Templates templates) {
    this.scalars = scalars;
    this.problems = scalars.problems();
    this.work = new WorkReader(scalars, templates, this);
    this.settings = new SettingsReader(scalars, templates);
  }

  /** Returns the steps behind a key; there must be at least one. */
  List<Step> steps(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Items list)) {
      scalars.expected(STEPS, entry.value(), hint(entry.value()));
      return List.of();
    }
    if (list.items().isEmpty()) {
      problems.error(list.span(), "no step in " + Words.name(entry.key().text()), "add a step");
    }
    var steps = new ArrayList<Step>();
    for (var item : list.items()) {
      var step = step(item);
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static @Nullable String hint(Node found) {
    if (found instanceof Node.Entries map && !map.entries().isEmpty()) {
      var first = map.entries().get(0).key().text();
      return first.matches("-\\w+")
          ? "write a space after the dash: `- " + first.substring(1) + ":`"
          : "begin each step with `- id: NAME`";
    }
    return "begin each step on a line of its own with `- id: NAME`";
  }

  private @Nullable Step step(Node node) {
    if (!(node instanceof Node.Entries map)) {
      scalars.expected("a step", node, stepHint(node));
      return null;
    }
    var fields = new Fields(map, StepKind.keys(), problems);
    var id = id(fields);
    var kindKey = kindKey(fields, id);
    if (kindKey == null) {
      var set = settings.read(fields, null, map.span());
      var named = id == null ? unnamed(fields) : id;
      return new Step(named, null, unread(named), set, named.span());
    }
    var kind = StepKind.of(List.of(kindKey.text()));
    var name = fields.read("name", scalars::text);
    var done = kind == null ? null : work.read(kind, fields, kindKey.span());
    var set = settings.read(fields, kind, kindKey.span());
    var named = id == null ? unnamed(fields) : id;
    return new Step(named, name, done == null ? unread(named) : done, set, kindKey.span());
  }

  /** Stands for an id that is missing, wrong or taken, so that the rest of the step is checked. */
  private static Word unnamed(Fields fields) {
    var span = owner(fields);
    return new Word("step on line " + span.line(), span);
  }

  /** Stands for work that could not be read, so that its id is known to other steps. */
  private static Work unread(Word id) {
    return new Work.Act(new Word("", id.span()), new Value.Entries(List.of(), id.span()));
  }

  private static String stepHint(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.text().matches("(?s)\\w+:\\S.*")) {
      var text = scalar.text().lines().findFirst().orElse("").replaceFirst(":", ": ");
      return "write a space after the colon: " + Words.name(text);
    }
    return "write it as `id: NAME` with the other keys below";
  }

  private @Nullable Word id(Fields fields) {
    var id = fields.read("id", scalars::word);
    if (id == null) {
      if (!fields.isMeant("id")) {
        problems.error(owner(fields), "a step without `id`", "begin it with `- id: NAME`");
      }
      return null;
    }
    if (!Identifiers.isId(id, problems)) {
      return null;
    }
    var first = ids.putIfAbsent(id.text(), id);
    if (first != null && !first.equals(id)) {
      problems.error(
          id.span(),
          "duplicate id " + Words.name(id.text()),
          "the first one is on line " + first.span().line() + "; an id is unique in its file");
      return null;
    }
    return id;
  }

  private static Span owner(Fields fields) {
    return fields.map().entries().stream()
        .map(entry -> entry.key().span())
        .findFirst()
        .orElse(fields.map().span());
  }

  /** Returns the key that says what kind of step it is; reports none, and any but the first. */
  private @Nullable Word kindKey(Fields fields, @Nullable Word id) {
    var found = new ArrayList<Word>();
    for (var entry : fields.map().entries()) {
      if (StepKind.kindKeys().contains(entry.key().text())) {
        found.add(entry.key());
      }
    }
    if (found.size() > 1) {
      found.removeIf(key -> key.text().equals("assert"));
    }
    if (found.isEmpty()) {
      noKind(fields, id);
      return null;
    }
    for (var second : found.subList(1, found.size())) {
      problems.error(
          second.span(),
          "a step is one kind, not " + Words.and(List.of(found.get(0).text(), second.text())),
          "make two steps of it");
    }
    return found.get(0);
  }

  private void noKind(Fields fields, @Nullable Word id) {
    if (StepKind.kindKeys().stream().noneMatch(fields::isMeant)) {
      problems.error(
          id == null ? owner(fields) : id.span(),
          "this step has nothing to do",
          "give it one of " + Words.or(StepKind.kindKeys()));
    }
  }
}
