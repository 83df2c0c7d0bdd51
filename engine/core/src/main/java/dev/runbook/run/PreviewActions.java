package dev.runbook.run;

import dev.runbook.action.Action;
import dev.runbook.action.Preview;
import dev.runbook.action.Preview.Effect;
import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.expression.Values;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.model.Work;
import dev.runbook.plan.Plan;
import dev.runbook.text.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks actions what they would do. */
final class PreviewActions {
  private static final String SECRET = "secret ";

  private final Plan plan;
  private final PreviewLook look;
  private final PreviewSecrets secrets;

  /**
   * Begins.
   *
   * @param secrets those that systems may be asked with
   */
  PreviewActions(Plan plan, PreviewLook look, PreviewSecrets secrets) {
    this.plan = plan;
    this.look = look;
    this.secrets = secrets;
  }

  Plan plan() {
    return plan;
  }

  /** Returns what a step's action would do; wrong arguments are an error at their place. */
  PreviewStep.Act of(Step step, Work.Act act, Context context, Key key) throws EvaluationException {
    var asked = asked(act.action().text(), act.with(), step, context);
    var undo = undo(step, asked, context, key);
    if (step.settings().sensitive()) {
      return new PreviewStep.Act(
          asked.type.name(),
          asked.preview == null ? null : asked.preview.effect(),
          asked.type.name() + ", with arguments that are kept out of sight",
          Map.of(),
          Set.of(),
          undo == null ? null : "it has one",
          List.of());
    }
    return new PreviewStep.Act(
        asked.type.name(),
        asked.preview == null ? null : asked.preview.effect(),
        asked.text(),
        asked.arguments,
        asked.after,
        undo,
        asked.found);
  }

  /** Returns in words what an action would do, such as an undo. */
  String text(String action, Value.Entries with, Step step, Context context)
      throws EvaluationException {
    return asked(action, with, step, context).text();
  }

  /**
   * What an action answered.
   *
   * @param preview null if it could not be asked
   * @param given its arguments as the step gives them
   * @param arguments all of them, as far as they are known
   * @param after the steps after which its arguments are known
   */
  private record Asked(
      ActionType type,
      @Nullable Preview preview,
      Map<String, @Nullable Object> given,
      Map<String, @Nullable Object> arguments,
      Set<String> after,
      List<String> found) {

    String text() {
      return preview == null ? words() : preview.text();
    }

    private String words() {
      return given.isEmpty() ? type.name() : type.name() + " with " + PreviewActions.words(given);
    }
  }

  static String words(Map<String, @Nullable Object> arguments) {
    return arguments.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + Values.text(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private Asked asked(String name, Value.Entries with, Step step, Context context)
      throws EvaluationException {
    var bound = bind(name, with, step, context);
    var given = shown(bound.given);
    if (bound.action.isEmpty()) {
      return new Asked(bound.type, null, given, given, steps(bound.after), List.of());
    }
    var action = bound.action.get();
    var arguments = bound.type.arguments(action);
    var isSecret = bound.after.stream().anyMatch(PreviewActions::isSecret);
    try {
      var preview = action.preview(isSecret || !bound.isKnown() ? look.guessing() : look);
      var found =
          look.probing() && isSecret ? withSecrets(name, with, step, context) : preview.found();
      return new Asked(bound.type, preview, given, arguments, steps(bound.after), found);
    } catch (Exception e) {
      var why = bound.lacks.isEmpty() ? List.of(secrets.masked(notAsked(e))) : List.<String>of();
      return new Asked(bound.type, null, given, arguments, steps(bound.after), why);
    }
  }

  private static String notAsked(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return "could not ask: "
        + oneLine(e.getMessage() == null ? "it gave no reason" : e.getMessage());
  }

  /**
   * An action as far as its arguments are known.
   *
   * @param after what has to be known before the rest of them
   * @param lacks the connections that are not given: without them it may have no answer
   */
  private record Bound(
      ActionType type,
      Given.Entries given,
      Optional<? extends Action<?>> action,
      Set<String> after,
      Set<String> lacks) {
    boolean isKnown() {
      return steps(after).isEmpty();
    }
  }

  private Bound bind(String name, Value.Entries with, Step step, Context context)
      throws EvaluationException {
    var type = plan.action(name);
    var arguments = new Arguments(plan, () -> Result.unknown(RunFacts.NOW));
    var given = arguments.evaluate(with, context);
    var after = after(given);
    var lacks = new TreeSet<String>();
    var found = new Arguments.Found(context.frame(), plan.catalog());
    var connections = new Connections(found, after, lacks);
    var problems = new Problems();
    var action = type.bind(given, Failures.place(step), connections, problems);
    if (after.stream().noneMatch(PreviewActions::isSecret)) {
      Amounts.refuse(problems, given);
    }
    return new Bound(type, given, action, after, lacks);
  }

  /** Asks with the secrets that are there: they are used for the question and shown nowhere. */
  private List<String> withSecrets(String name, Value.Entries with, Step step, Context context)
      throws Exception {
    return secrets.revealed(
        () -> {
          var bound = bind(name, with, step, context);
          var missing = bound.after.stream().filter(PreviewActions::isSecret).toList();
          if (bound.action.isEmpty() || !missing.isEmpty()) {
            return List.of("not asked: it needs " + String.join(", ", missing));
          }
          return bound.action.get().preview(bound.isKnown() ? look : look.guessing()).found();
        });
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private @Nullable String undo(Step step, Asked asked, Context context, Key key)
      throws EvaluationException {
    var undo = step.settings().undo();
    if (undo instanceof Step.Undo.None) {
      return null;
    }
    var done = context.with("output", Result.unknown(key.text()));
    if (undo instanceof Step.Undo.Other other) {
      return text(other.action().text(), other.with(), step, done);
    }
    if (undo instanceof Step.Undo.Same same) {
      return text(
          asked.type.name(), Plan.merged(((Work.Act) step.work()).with(), same), step, done);
    }
    var preview = asked.preview;
    var own = asked.type.hasUndo() ? "its own" : null;
    return preview == null || preview.undo() == null
        ? preview != null && preview.effect() == Effect.READ ? null : own
        : preview.undo();
  }

  /** Returns the arguments as written, with what stands for those that are not known. */
  private static Map<String, @Nullable Object> shown(Given.Entries given) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    given.entries().forEach((name, value) -> shown.put(name, Giving.shown(value)));
    return shown;
  }

  private static Set<String> after(Given given) {
    return Giving.result(given) instanceof Result.Unknown unknown
        ? new TreeSet<>(unknown.after())
        : new TreeSet<>();
  }

  private static Set<String> steps(Set<String> after) {
    return after.stream().filter(name -> !isSecret(name)).collect(Collectors.toSet());
  }

  private static boolean isSecret(String after) {
    return after.startsWith(SECRET);
  }

  /**
   * The connections of a runbook, as far as they are given.
   *
   * @param after gets what their settings wait for
   * @param lacks gets the names of those that are not
   */
  private record Connections(Arguments.Found found, Set<String> after, Set<String> lacks)
      implements ActionType.Connections {
    @Override
    public Optional<Given.Entries> find(
        String type, @Nullable String name, boolean required, Span span, Problems problems) {
      var names = name == null ? found.frame().connectionsOf(type) : List.of(name);
      if (names.size() == 1 && found.frame().connection(names.get(0)).isEmpty()) {
        lacks.addAll(names);
        return Optional.empty();
      }
      var settings = found.find(type, name, required, span, problems);
      settings.ifPresent(entries -> after.addAll(PreviewActions.after(entries)));
      return settings;
    }
  }
}
