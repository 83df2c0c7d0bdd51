package dev.runbook.run;

import dev.runbook.catalog.Evaluation;
import dev.runbook.expression.EvaluationException;
import dev.runbook.expression.Namespace;
import dev.runbook.expression.Result;
import dev.runbook.expression.Scope;
import dev.runbook.model.Runbook;
import dev.runbook.model.Step;
import dev.runbook.model.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The names that expressions of a step see, at one place of a run. */
final class StepScope implements Scope {
  /** The status of a step that the run has not come to, such as one behind a step that failed. */
  private static final String UNREACHED = "unreached";

  private final Context context;
  private final Supplier<Result> now;

  StepScope(Context context, Supplier<Result> now) {
    this.context = context;
    this.now = now;
  }

  /** Carries an error out of a variable, through code that knows no such error. */
  static final class BadVariable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient EvaluationException error;

    BadVariable(EvaluationException error) {
      super(error.getMessage(), error, false, false);
      this.error = error;
    }

    EvaluationException error() {
      return error;
    }
  }

  @Override
  public Result root(String name) {
    var local = context.names().get(name);
    if (local != null) {
      return local;
    }
    var frame = context.frame();
    return switch (name) {
      case "inputs" -> Result.of(frame.inputNames());
      case "secrets" -> Result.of(frame.secretNames());
      case "vars" -> Result.of(Frame.names(this::variable, () -> variableNames(frame.runbook())));
      case "steps" -> Result.of(Frame.names(this::step, () -> stepIds(frame.runbook())));
      case "run" -> Result.of(frame.run());
      default -> new Result.Missing("`" + name + "` has no meaning here", null);
    };
  }

  @Override
  public Result now() {
    return now.get();
  }

  private Result variable(String name) {
    for (var named : context.frame().runbook().vars()) {
      if (named.name().text().equals(name)) {
        try {
          return Giving.result(Evaluation.of(named.value(), this));
        } catch (EvaluationException e) {
          if (e.missing().isPresent()) {
            return e.missing().get();
          }
          throw new BadVariable(e);
        }
      }
    }
    return new Result.Missing("no variable `" + name + "`", null);
  }

  private Result step(String id) {
    var state = context.layer().find(id);
    return Result.of(
        new Namespace() {
          @Override
          public Result get(String name) {
            return switch (name) {
              case "status" -> state.map(StepScope::status).orElse(Result.of(UNREACHED));
              case "outputs" ->
                  state
                      .map(found -> outputs(id, found))
                      .orElse(new Result.Missing("step `" + id + "` has not run", null));
              default -> new Result.Missing("a step has no `" + name + "`", null);
            };
          }

          @Override
          public Collection<String> names() {
            return List.of("status", "outputs");
          }
        });
  }

  private static Result status(Layer.State state) {
    if (state instanceof Layer.State.Once once) {
      return once.ended() instanceof Ended.Unknown unknown
          ? new Result.Unknown(unknown.after())
          : Result.of(once.ended().status());
    }
    var statuses = new TreeSet<String>();
    for (var iteration : ((Layer.State.Looped) state).iterations().values()) {
      if (status(iteration) instanceof Result.Known known) {
        statuses.add(String.valueOf(known.value()));
      } else {
        return status(iteration);
      }
    }
    var loop = statuses.contains("failed") || statuses.size() == 1 ? statuses.first() : "succeeded";
    return Result.of(statuses.isEmpty() ? "skipped" : loop);
  }

  private static Result outputs(String id, Layer.State state) {
    if (state instanceof Layer.State.Looped looped) {
      return loopedOutputs(id, looped);
    }
    var ended = ((Layer.State.Once) state).ended();
    if (ended instanceof Ended.Succeeded succeeded) {
      return Result.of(succeeded.outputs());
    }
    if (ended instanceof Ended.Settled) {
      return new Result.Missing(
          "step `" + id + "` was done already, so its outputs are not known",
          "say what holds then: `default(.., ..)`");
    }
    if (ended instanceof Ended.Failed failed) {
      return Result.of(failed.failure().outputs());
    }
    if (ended instanceof Ended.Skipped skipped) {
      return skipped.outputs() != null
          ? Result.of(skipped.outputs())
          : new Result.Missing(
              "step `" + id + "` was skipped: " + skipped.reason(),
              "say what holds then: `default(.., ..)`");
    }
    return unknown((Ended.Unknown) ended);
  }

  /** Outputs that are known one by one are names, so that each is asked for on its own. */
  private static Result unknown(Ended.Unknown unknown) {
    var none = new Result.Unknown(unknown.after());
    var outputs = unknown.outputs();
    return outputs.isEmpty()
        ? none
        : Result.of(Frame.names(name -> outputs.getOrDefault(name, none), outputs::keySet));
  }

  private static Result loopedOutputs(String id, Layer.State.Looped looped) {
    var all = new LinkedHashMap<String, @Nullable Object>();
    for (var iteration : looped.iterations().entrySet()) {
      var one = outputs(id, iteration.getValue());
      if (!isValue(one)) {
        return Result.unknown(loop(id, iteration.getValue()));
      }
      if (one instanceof Result.Known known) {
        all.put(iteration.getKey(), known.value());
      }
    }
    return Result.of(all);
  }

  private static boolean isValue(Result outputs) {
    return !(outputs instanceof Result.Unknown)
        && !(outputs instanceof Result.Known known && known.value() instanceof Namespace);
  }

  /** Returns the key of the loop that a step stands in, from that of an iteration. */
  private static String loop(String id, Layer.State iteration) {
    var after =
        iteration instanceof Layer.State.Once once && once.ended() instanceof Ended.Unknown unknown
            ? unknown.after()
            : Set.of(id);
    return after.stream()
        .map(key -> key.contains("[") ? key.substring(0, key.lastIndexOf('[')) : key)
        .findFirst()
        .orElse(id);
  }

  private static List<String> variableNames(Runbook runbook) {
    return runbook.vars().stream().map(named -> named.name().text()).toList();
  }

  private static List<String> stepIds(Runbook runbook) {
    var ids = new ArrayList<String>();
    for (var steps : List.of(runbook.steps(), runbook.rescue(), runbook.always())) {
      steps.forEach(step -> addIds(step, ids));
    }
    return ids;
  }

  /** Adds the id of a step, and of all steps in it. */
  static void addIds(Step step, List<String> ids) {
    ids.add(step.id().text());
    if (step.work() instanceof Work.Group group) {
      group.steps().forEach(inner -> addIds(inner, ids));
      group.rescue().forEach(inner -> addIds(inner, ids));
      group.always().forEach(inner -> addIds(inner, ids));
    }
  }
}
