package dev.runbook.load;

import dev.runbook.diagnostic.Problems;
import dev.runbook.diagnostic.Words;
import dev.runbook.model.Retry;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Word;
import dev.runbook.text.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how a step's work is repeated, bounded and judged. */
final class SettingsReader {
  private static final List<String> RETRY_KEYS =
      List.of("attempts", "delay", "backoff", "max_delay", "if");
  private static final List<String> ACTION_KEYS = List.of("action", "with");
  private static final List<String> DONE_IF_KEYS = List.of("action", "with", "is");
  private static final List<String> ON_RESUME = List.of("rerun", "ask", "skip");

  /** Which setting does nothing without which other. */
  private static final Map<String, String> NEEDS =
      Map.of(
          "as", "for_each",
          "max_parallel", "for_each",
          "every", "until",
          "in_a_row", "until",
          "message", "assert");

  private final Scalars scalars;
  private final Problems problems;
  private final Templates templates;

  SettingsReader(Scalars scalars, Templates templates) {
    this.scalars = scalars;
    this.templates = templates;
    this.problems = scalars.problems();
  }

  /**
   * Returns the settings of a step.
   *
   * @param kind null if it is not known: then nothing is out of place
   * @param otherwise where that stands which is not written
   */
  Step.Settings read(Fields fields, @Nullable StepKind kind, Span otherwise) {
    if (kind != null && isOneKind(fields)) {
      fields.map().entries().forEach(entry -> fits(entry.key(), fields, kind));
    }
    var as = fields.read("as", this::as);
    var isAssert = kind == StepKind.ASSERT;
    return new Step.Settings(
        fields.read("for_each", this::forEach),
        as == null ? new Word("item", otherwise) : as,
        fields.read("max_parallel", scalars::count),
        fields.read("when", scalars::expression),
        fields.read("timeout", scalars::duration),
        fields.read("until", scalars::expression),
        fields.read("every", scalars::duration),
        fields.read("in_a_row", scalars::count),
        fields.read("retry", this::retry),
        isAssert ? null : fields.read("assert", scalars::expression),
        isAssert ? null : fields.read("message", scalars::text),
        fields.read("on_failure", on -> scalars.choice(on, List.of("continue"))) != null,
        fields.read("undo", undo -> undo(undo, kind)),
        fields.read("done_if", this::doneIf),
        fields.read("on_resume", this::onResume),
        scalars.flag(fields.get("sensitive")));
  }

  private static boolean isOneKind(Fields fields) {
    return StepKind.kindKeys().stream()
            .filter(key -> !key.equals("assert") && fields.has(key))
            .count()
        <= 1;
  }

  private void fits(Word key, Fields fields, StepKind kind) {
    if (!kind.allows(key.text())) {
      problems.error(
          key.span(),
          Words.name(key.text()) + " cannot stand beside `" + kind.key() + "`",
          kind.advice(key.text()));
      return;
    }
    var needed = NEEDS.get(key.text());
    if (needed != null && fields.has(key.text()) && !fields.isMeant(needed)) {
      problems.error(
          key.span(),
          Words.name(key.text()) + " does nothing without `" + needed + "`",
          need(key.text(), needed, kind));
    }
  }

  private static String need(String key, String needed, StepKind kind) {
    if (key.equals("max_parallel")) {
      return kind == StepKind.GROUP
          ? "steps run at once by `parallel`"
          : "add `for_each`; an argument of the action stands in `with`";
    }
    return "add `" + needed + "`, or remove it";
  }

  private @Nullable Word as(Node.Entry entry) {
    var word = scalars.word(entry);
    return word != null && Identifiers.isFree(word, problems) ? word : null;
  }

  private @Nullable Value forEach(Node.Entry entry) {
    if (entry.value() instanceof Node.Scalar scalar) {
      return list(scalar);
    }
    if (entry.value() instanceof Node.Entries map) {
      if (map.entries().isEmpty()) {
        problems.error(map.span(), "no list in `for_each`", "name a list: `{ NAME: [...] }`");
      }
      for (var dimension : map.entries()) {
        Identifiers.isName(dimension.key(), problems);
        distinctKeys(dimension.value());
        if (dimension.value() instanceof Node.Scalar scalar) {
          list(scalar);
        } else if (dimension.value() instanceof Node.Entries other) {
          scalars.expected("a list", other, null);
        }
      }
    }
    distinctKeys(entry.value());
    return scalars.value(entry);
  }

  /** Iterations are called by their scalar, so that each can be there once. */
  private void distinctKeys(Node node) {
    if (!(node instanceof Node.Items list)) {
      return;
    }
    var seen = new HashSet<String>();
    for (var item : list.items()) {
      if (item instanceof Node.Scalar scalar
          && !Scalars.hasTemplate(scalar)
          && !seen.add(scalar.text())) {
        problems.error(
            scalar.span(),
            Words.name(scalar.text()) + " is there already",
            "iterations are called by it, so each must be another");
      }
    }
  }

  private @Nullable Value list(Node.Scalar scalar) {
    if (Scalars.hasTemplate(scalar)) {
      return scalars.value(scalar);
    }
    var isReference = scalar.text().matches("[a-z]+(\\.\\w+)+|\\w+\\(.*\\)");
    var better = isReference ? "'${" + scalar.text() + "}'" : "[" + scalar.text() + "]";
    scalars.expected("a list", scalar, "write " + Words.name(better));
    return null;
  }

  @Nullable Retry retry(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Entries map)) {
      scalars.expected("a map", entry.value(), "write `retry: { attempts: 3 }`");
      return null;
    }
    var fields = new Fields(map, RETRY_KEYS, problems);
    return new Retry(
        entry.key().span(),
        fields.read("attempts", scalars::count),
        fields.read("delay", scalars::duration),
        fields.read("backoff", scalars::factor),
        fields.read("max_delay", scalars::duration),
        fields.read("if", scalars::expression));
  }

  private Step.@Nullable Undo undo(Node.Entry entry, @Nullable StepKind kind) {
    if (entry.value() instanceof Node.Scalar scalar && scalar.text().equals("none")) {
      return new Step.Undo.None(entry.key().span());
    }
    if (!(entry.value() instanceof Node.Entries map)) {
      var hint = "write `undo: none`, or `undo: { with: { NAME: VALUE } }`";
      scalars.expected("`none` or a map", entry.value(), hint);
      return null;
    }
    var fields = new Fields(map, ACTION_KEYS, problems);
    var action = fields.read("action", scalars::word);
    var ofCall = action == null && kind == StepKind.CALL;
    var with = fields.read("with", ofCall ? scalars::arguments : templates::arguments);
    if (!fields.isMeant("action") && !fields.isMeant("with")) {
      problems.error(
          entry.key().span(),
          "this undo says nothing",
          "give it `with` or `action`, or write `undo: none`");
      return null;
    }
    if (action != null) {
      return new Step.Undo.Other(
          action, with == null ? none(action.span()) : with, entry.key().span());
    }
    return with == null ? null : new Step.Undo.Same(with, entry.key().span());
  }

  private static Value.Entries none(Span span) {
    return new Value.Entries(List.of(), span);
  }

  private Step.@Nullable DoneIf doneIf(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Entries map)) {
      var hint = "write `done_if: { action: ACTION, with: { ... }, is: CONDITION }`";
      scalars.expected("a map", entry.value(), hint);
      return null;
    }
    var fields = new Fields(map, DONE_IF_KEYS, problems);
    var action = fields.read("action", scalars::word);
    var with = fields.read("with", templates::arguments);
    var is = fields.read("is", scalars::expression);
    for (var key : List.of("action", "is")) {
      if (!fields.isMeant(key)) {
        problems.error(entry.key().span(), "missing `" + key + "`", doneIfHint(key));
      }
    }
    return action == null || is == null
        ? null
        : new Step.DoneIf(
            action, with == null ? none(action.span()) : with, is, entry.key().span());
  }

  private static String doneIfHint(String key) {
    return key.equals("is")
        ? "say when the step is done: `is: output.value.code == 200`"
        : "say what is asked: `action: http.request`";
  }

  private Step.@Nullable OnResume onResume(Node.Entry entry) {
    var choice = scalars.choice(entry, ON_RESUME);
    return choice == null ? null : Step.OnResume.valueOf(choice.toUpperCase(Locale.ROOT));
  }
}
