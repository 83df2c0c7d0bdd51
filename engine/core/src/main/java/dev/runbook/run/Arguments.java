package dev.runbook.run;

import dev.runbook.catalog.ActionType;
import dev.runbook.catalog.Catalog;
import dev.runbook.catalog.Evaluation;
import dev.runbook.catalog.Given;
import dev.runbook.diagnostic.Problems;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Result;
import dev.runbook.model.Step;
import dev.runbook.model.Value;
import dev.runbook.plan.Plan;
import dev.runbook.text.Span;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes actions from the arguments of steps. */
final class Arguments {
  private final Plan plan;
  private final Supplier<Result> now;

  Arguments(Plan plan, Supplier<Result> now) {
    this.plan = plan;
    this.now = now;
  }

  /** Returns the evaluated arguments of a step. */
  Given.Entries evaluate(Value.Entries with, Context context) throws EvaluationException {
    return (Given.Entries) Evaluation.of(with, new StepScope(context, now));
  }

  Performer.Bound bind(String name, Value.Entries with, Step step, Context context)
      throws EvaluationException {
    return bind(name, evaluate(with, context), step, new Found(context.frame(), plan.catalog()));
  }

  /** Returns the action; an argument that is wrong is an error at its place. */
  Performer.Bound bind(
      String name, Given.Entries given, Step step, ActionType.Connections connections)
      throws EvaluationException {
    var type = plan.action(name);
    var problems = new Problems();
    var used = new LinkedHashMap<String, Given.Entries>();
    var action = type.bind(given, Failures.place(step), noting(connections, used), problems);
    Amounts.refuse(problems, given);
    if (action.isEmpty()) {
      throw new IllegalStateException("an argument of `" + name + "` is unknown in a run");
    }
    return new Performer.Bound(type, action.get(), type.arguments(action.get()), used);
  }

  private static ActionType.Connections noting(
      ActionType.Connections connections, Map<String, Given.Entries> used) {
    return (type, name, required, span, problems) -> {
      var found = connections.find(type, name, required, span, problems);
      found.ifPresent(settings -> used.put(type, settings));
      return found;
    };
  }

  /** The connections of a runbook that is being carried out. */
  record Found(Frame frame, Catalog catalog) implements ActionType.Connections {

    @Override
    public Optional<Given.Entries> find(
        String type, @Nullable String name, boolean required, Span span, Problems problems) {
      var names = name == null ? frame.connectionsOf(type) : List.of(name);
      if (names.size() != 1) {
        if (required) {
          problems.error(span, "no connection of type `" + type + "` to use", null);
        }
        return Optional.empty();
      }
      var wired = frame.connection(names.get(0));
      if (wired.isEmpty()) {
        problems.error(
            span,
            "connection `" + names.get(0) + "` is not given",
            "give it in a site file: `--site FILE`");
        return Optional.empty();
      }
      return settings(wired.get(), problems);
    }

    private Optional<Given.Entries> settings(Frame.Wired wired, Problems problems) {
      try {
        var settings = wired.settings().evaluate();
        return Optional.of(rebased(settings, wired.folder(), catalog.pathSettings(wired.type())));
      } catch (EvaluationException e) {
        problems.add(e.diagnostic());
        return Optional.empty();
      }
    }
  }

  /** A connection's relative paths start at the folder of the file that says them. */
  private static Given.Entries rebased(
      Given.Entries settings, Path folder, Collection<String> paths) {
    var entries = new LinkedHashMap<>(settings.entries());
    for (var name : paths) {
      var path = entries.get(name);
      var text = text(path);
      if (path != null && text != null) {
        var fixed = folder.resolve(text).normalize().toString();
        entries.put(name, new Given.Fixed(fixed, path.span()));
      }
    }
    return new Given.Entries(entries, settings.keys(), settings.span());
  }

  private static @Nullable String text(@Nullable Given given) {
    if (given instanceof Given.Plain plain) {
      return plain.text();
    }
    return given instanceof Given.Fixed fixed && fixed.value() instanceof String text ? text : null;
  }

  /** Connections whose settings were recorded with what uses them. */
  record Recorded(Map<String, Given.Entries> byType) implements ActionType.Connections {
    @Override
    public Optional<Given.Entries> find(
        String type, @Nullable String name, boolean required, Span span, Problems problems) {
      return Optional.ofNullable(byType.get(type));
    }
  }
}
